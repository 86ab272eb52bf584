# The fonts of the interface, taken from the distribution's packages and embedded, so that the built
# program needs none of them. A font that isn't there is an empty span, and the interface falls back
# to Dear ImGui's own.
#
#   #include "fonts/fonts.h"

# Finds one font file; KG_FONT_<NAME> names another by hand.
function(kg_find_font name package)
  set(folders
    /usr/share/fonts/opentype /usr/share/fonts/truetype /usr/share/fonts /usr/share/fonts/TTF /usr/share/fonts/OTF
    /usr/local/share/fonts /opt/homebrew/share/fonts "$ENV{HOME}/.local/share/fonts" "$ENV{HOME}/Library/Fonts")
  find_file(KG_FONT_${name} NAMES ${ARGN} PATHS ${folders} NO_DEFAULT_PATH
    PATH_SUFFIXES inter rsms-inter-fonts roboto/unhinted/RobotoTTF google-roboto jetbrains-mono jetbrains-mono-fonts
      font-awesome fontawesome
    DOC "Font embedded for ${name}")
  if(NOT KG_FONT_${name})
    message(NOTICE "No ${name} font: install ${package} for it, or set KG_FONT_${name} to a font file")
  endif()
endfunction()

kg_find_font(INTERFACE_REGULAR "fonts-inter or fonts-roboto-unhinted" Inter-Regular.otf Inter-Regular.ttf
  Roboto-Regular.ttf)
kg_find_font(INTERFACE_SEMIBOLD "fonts-inter or fonts-roboto-unhinted" Inter-SemiBold.otf Inter-SemiBold.ttf
  Roboto-Medium.ttf)
kg_find_font(MONOSPACE fonts-jetbrains-mono JetBrainsMono-Regular.ttf)
kg_find_font(ICONS fonts-font-awesome fontawesome-webfont.ttf)

set(fonts_source "${CMAKE_CURRENT_BINARY_DIR}/fonts.cpp")
set(fonts interfaceRegular=${KG_FONT_INTERFACE_REGULAR} interfaceSemiBold=${KG_FONT_INTERFACE_SEMIBOLD}
  monospace=${KG_FONT_MONOSPACE} icons=${KG_FONT_ICONS})
list(TRANSFORM fonts REPLACE "=.*-NOTFOUND$" "=")
set(font_files ${fonts})
list(TRANSFORM font_files REPLACE "^[^=]*=" "")
list(FILTER font_files EXCLUDE REGEX "^$")
add_custom_command(OUTPUT "${fonts_source}"
  COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/script/embed.py" bytes --output "${fonts_source}"
    --header fonts/fonts.h --namespace kg::fonts ${fonts}
  DEPENDS "${CMAKE_SOURCE_DIR}/script/embed.py" ${font_files}
  COMMENT "Embedding the fonts" VERBATIM)
add_library(kg_fonts STATIC "${fonts_source}")
add_library(kg::fonts ALIAS kg_fonts)
target_include_directories(kg_fonts PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")
