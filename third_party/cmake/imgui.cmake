# Dear ImGui with its GLFW and OpenGL 3 backends and the std::string helpers.
#
#   #include <imgui.h>   <imgui_stdlib.h>   <imgui_impl_glfw.h>   <imgui_impl_opengl3.h>
find_package(imgui CONFIG QUIET GLOBAL)
if(PkgConfig_FOUND)
  pkg_check_modules(KG_IMGUI QUIET imgui)
endif()
find_path(KG_IMGUI_BACKENDS imgui_impl_opengl3.h PATH_SUFFIXES imgui/backends imgui)

if(TARGET imgui::imgui)
  kg_provide(imgui imgui::imgui kg::glfw)
elseif(KG_IMGUI_FOUND AND KG_IMGUI_BACKENDS)
  # A target of its own rather than pkg-config's flags: the archive must stand before GLFW when linked.
  list(POP_FRONT KG_IMGUI_LINK_LIBRARIES archive)
  add_library(kg_imgui UNKNOWN IMPORTED)
  set_target_properties(kg_imgui PROPERTIES IMPORTED_LOCATION "${archive}")
  target_include_directories(kg_imgui INTERFACE ${KG_IMGUI_INCLUDE_DIRS} "${KG_IMGUI_BACKENDS}")
  target_link_libraries(kg_imgui INTERFACE ${KG_IMGUI_LINK_LIBRARIES} kg::glfw ${CMAKE_DL_LIBS})
  set_target_properties(kg_imgui PROPERTIES IMPORTED_GLOBAL ON)
  kg_provide(imgui kg_imgui)
elseif(KG_FETCH_DEPS)
  kg_fetch_sources(imgui https://github.com/ocornut/imgui v1.90.9)
  file(GLOB sources "${kg_imgui_SOURCE_DIR}/*.cpp")
  kg_fetched_library(imgui ${sources}
    "${kg_imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp"
    "${kg_imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp"
    "${kg_imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp")
  target_include_directories(kg_imgui SYSTEM PUBLIC "${kg_imgui_SOURCE_DIR}"
    "${kg_imgui_SOURCE_DIR}/backends" "${kg_imgui_SOURCE_DIR}/misc/cpp")
  target_link_libraries(kg_imgui PUBLIC kg::glfw ${CMAKE_DL_LIBS})
else()
  kg_missing("Dear ImGui" APT libimgui-dev DNF imgui-devel PACMAN "imgui (AUR)" BREW imgui
    VCPKG "imgui[glfw-binding,opengl3-binding]")
endif()
