# FFmpeg reads videos, streams and the stills that no other library here reads, and writes videos. It is optional: the
# program without it says what is missing. It describes itself to pkg-config only.
if(PkgConfig_FOUND)
  pkg_check_modules(KG_FFMPEG QUIET IMPORTED_TARGET GLOBAL
    libavformat>=59 libavcodec>=59 libavfilter>=8 libswscale>=6 libavutil>=57)
  # Only its headers: cameras and graphs load it when one is opened, as it brings half of a desktop with it.
  pkg_check_modules(KG_AVDEVICE QUIET libavdevice>=59)
endif()

if(TARGET PkgConfig::KG_FFMPEG AND KG_AVDEVICE_FOUND)
  target_link_libraries(PkgConfig::KG_FFMPEG INTERFACE ${CMAKE_DL_LIBS})
  kg_provide(ffmpeg PkgConfig::KG_FFMPEG)
else()
  message(NOTICE "No FFmpeg 5 or newer: videos and images such as TIFF and OpenEXR are neither read nor written; "
    "install libavdevice-dev for them")
endif()
