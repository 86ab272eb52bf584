# The OpenGL and EGL loader, generated while building: glad carries the registries with it, so this
# needs no network, and the same glad writes the same files everywhere.
#
#   #include <glad/gl.h>   <glad/egl.h>
set(extensions
  EGL_EXT_device_base EGL_EXT_device_enumeration EGL_EXT_device_query EGL_EXT_platform_base EGL_EXT_platform_device
  EGL_KHR_create_context EGL_KHR_no_config_context EGL_KHR_surfaceless_context
  EGL_MESA_platform_surfaceless GL_ARB_get_program_binary GL_KHR_parallel_shader_compile)
list(JOIN extensions "," extensions)

# The distribution's script comes before PATH: it runs the interpreter that has the module.
find_program(KG_GLAD glad PATHS /usr/bin NO_DEFAULT_PATH)
find_program(KG_GLAD glad)

if(KG_GLAD)
  set(command "${KG_GLAD}")
elseif(KG_FETCH_DEPS)
  # Needs Python's jinja2.
  kg_fetch_sources(glad https://github.com/Dav1dde/glad v2.0.8)
  set(command "${CMAKE_COMMAND}" -E env "PYTHONPATH=${kg_glad_SOURCE_DIR}" "${Python3_EXECUTABLE}" -m glad)
else()
  kg_missing("glad 2" APT python3-glad DNF python3-glad2 PACMAN glad BREW "glad2 (pip)" VCPKG "glad2 (pip)")
endif()

set(output "${CMAKE_CURRENT_BINARY_DIR}/glad")
add_custom_command(
  OUTPUT "${output}/src/gl.c" "${output}/src/egl.c" "${output}/include/glad/gl.h" "${output}/include/glad/egl.h"
  COMMAND ${command} --quiet --reproducible --api gl:core=4.5,egl=1.5 --extensions ${extensions}
    --out-path "${output}" c
  COMMENT "Generating the OpenGL and EGL loader" VERBATIM)

add_library(kg_glad STATIC "${output}/src/gl.c" "${output}/src/egl.c")
add_library(kg::glad ALIAS kg_glad)
file(MAKE_DIRECTORY "${output}/include")
target_include_directories(kg_glad SYSTEM PUBLIC "${output}/include")
target_link_libraries(kg_glad PUBLIC ${CMAKE_DL_LIBS})
