# libexif describes itself to pkg-config only.
if(PkgConfig_FOUND)
  pkg_check_modules(KG_EXIF QUIET IMPORTED_TARGET GLOBAL libexif)
endif()

if(TARGET PkgConfig::KG_EXIF)
  kg_provide(exif PkgConfig::KG_EXIF)
elseif(KG_FETCH_DEPS)
  kg_fetch_sources(exif https://github.com/libexif/libexif v0.6.24)
  file(GLOB_RECURSE sources "${kg_exif_SOURCE_DIR}/libexif/*.c")
  kg_fetched_library(exif ${sources})
  # What its configure script would write: no translations.
  file(WRITE "${kg_exif_BINARY_DIR}/config.h" "#define GETTEXT_PACKAGE \"libexif\"\n#define LOCALEDIR \"\"\n")
  target_include_directories(kg_exif SYSTEM PUBLIC "${kg_exif_SOURCE_DIR}" PRIVATE "${kg_exif_BINARY_DIR}")
else()
  kg_missing(libexif APT libexif-dev DNF libexif-devel PACMAN libexif BREW libexif VCPKG libexif)
endif()
