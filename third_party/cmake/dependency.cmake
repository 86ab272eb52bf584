# How a library becomes the target kg::<name>.
include(FetchContent)

# Stops with one sentence that says what is missing and how each package manager names it.
#
#   kg_missing(WHAT APT package DNF package PACMAN package BREW package VCPKG package)
function(kg_missing what)
  cmake_parse_arguments(IN "" "APT;DNF;PACMAN;BREW;VCPKG" "" ${ARGN})
  string(CONCAT sentence "${what} is missing: install ${IN_APT} (apt), ${IN_DNF} (dnf), ${IN_PACMAN} (pacman), "
    "${IN_BREW} (brew) or ${IN_VCPKG} (vcpkg), or configure with -DKG_FETCH_DEPS=ON to fetch it.")
  message(FATAL_ERROR "${sentence}")
endfunction()

# Makes kg::<name> stand for the given targets.
function(kg_provide name)
  add_library(kg_dep_${name} INTERFACE)
  add_library(kg::${name} ALIAS kg_dep_${name})
  target_link_libraries(kg_dep_${name} INTERFACE ${ARGN})
endfunction()

# A library that has a CMake package, and a CMake project to build when it is fetched.
#
#   kg_dependency(NAME PACKAGE cmake-package TARGET target [FETCHED_TARGET target]
#     GIT url TAG release [CACHE option=value...] APT .. DNF .. PACMAN .. BREW .. VCPKG ..)
function(kg_dependency name)
  cmake_parse_arguments(DEP "" "PACKAGE;TARGET;FETCHED_TARGET;GIT;TAG;APT;DNF;PACMAN;BREW;VCPKG" "CACHE" ${ARGN})
  find_package(${DEP_PACKAGE} QUIET GLOBAL)
  if(TARGET ${DEP_TARGET})
    kg_provide(${name} ${DEP_TARGET})
    return()
  endif()
  if(NOT KG_FETCH_DEPS)
    kg_missing(${DEP_PACKAGE} ${ARGN})
  endif()

  foreach(option IN LISTS DEP_CACHE)
    string(REGEX MATCH "^([^=]+)=(.*)$" _ "${option}")
    set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}" CACHE INTERNAL "Set by kernelglass")
  endforeach()
  FetchContent_Declare(kg_${name} GIT_REPOSITORY "${DEP_GIT}" GIT_TAG "${DEP_TAG}" GIT_SHALLOW ON SYSTEM)
  FetchContent_MakeAvailable(kg_${name})
  if(DEP_FETCHED_TARGET)
    kg_provide(${name} ${DEP_FETCHED_TARGET})
  else()
    kg_provide(${name} ${DEP_TARGET})
  endif()
endfunction()

# Fetches a release that has no CMake project into kg_<name>_SOURCE_DIR.
macro(kg_fetch_sources name url tag)
  FetchContent_Declare(kg_${name} GIT_REPOSITORY "${url}" GIT_TAG "${tag}" GIT_SHALLOW ON)
  FetchContent_MakeAvailable(kg_${name})
endmacro()

# Builds fetched sources, without our warnings, as kg::<name>.
function(kg_fetched_library name)
  add_library(kg_${name} STATIC ${ARGN})
  add_library(kg::${name} ALIAS kg_${name})
  target_compile_options(kg_${name} PRIVATE -w)
endfunction()
