# libwebp describes itself to pkg-config on every system, and to CMake on some.
if(PkgConfig_FOUND)
  pkg_check_modules(KG_WEBP QUIET IMPORTED_TARGET GLOBAL libwebp libwebpdemux)
endif()

if(TARGET PkgConfig::KG_WEBP)
  kg_provide(webp PkgConfig::KG_WEBP)
elseif(KG_FETCH_DEPS)
  kg_fetch_sources(webp https://github.com/webmproject/libwebp v1.4.0)
  file(GLOB sources "${kg_webp_SOURCE_DIR}/src/dec/*.c" "${kg_webp_SOURCE_DIR}/src/demux/*.c"
    "${kg_webp_SOURCE_DIR}/src/dsp/*.c" "${kg_webp_SOURCE_DIR}/src/utils/*.c")
  kg_fetched_library(webp ${sources})
  target_include_directories(kg_webp SYSTEM PUBLIC "${kg_webp_SOURCE_DIR}/src" PRIVATE "${kg_webp_SOURCE_DIR}")
else()
  kg_missing(libwebp APT libwebp-dev DNF libwebp-devel PACMAN libwebp BREW webp VCPKG libwebp)
endif()
