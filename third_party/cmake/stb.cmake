# stb's headers. Whoever uses one compiles its implementation, with the limits that fit its work.
#
#   #include <stb_image.h>
find_path(KG_STB_INCLUDE stb_image.h PATH_SUFFIXES stb)

if(NOT KG_STB_INCLUDE AND NOT KG_FETCH_DEPS)
  kg_missing(stb APT libstb-dev DNF stb-devel PACMAN stb BREW "no package" VCPKG stb)
endif()
if(NOT KG_STB_INCLUDE)
  # stb makes no releases: its main branch is the release.
  kg_fetch_sources(stb https://github.com/nothings/stb master)
  set(KG_STB_INCLUDE "${kg_stb_SOURCE_DIR}")
endif()

kg_provide(stb)
target_include_directories(kg_dep_stb SYSTEM INTERFACE "${KG_STB_INCLUDE}")
