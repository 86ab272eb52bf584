# OpenCV judges our pixels in tests, where it is installed. Its core and imgproc are enough, and
# Debian's packages of those two come without OpenCV's CMake package, so they are found by hand.
find_path(KG_OPENCV_INCLUDE opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
find_library(KG_OPENCV_CORE opencv_core)
find_library(KG_OPENCV_IMGPROC opencv_imgproc)

if(KG_OPENCV_INCLUDE AND KG_OPENCV_CORE AND KG_OPENCV_IMGPROC)
  kg_provide(opencv "${KG_OPENCV_IMGPROC}" "${KG_OPENCV_CORE}")
  target_include_directories(kg_dep_opencv SYSTEM INTERFACE "${KG_OPENCV_INCLUDE}")
else()
  message(NOTICE "No OpenCV: its agreement tests are not built; install libopencv-imgproc-dev for them")
endif()
