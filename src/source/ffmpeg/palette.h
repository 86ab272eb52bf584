// Palette: pictures of 256 colours, chosen for each picture by FFmpeg's palettegen and paletteuse.
#pragma once

#include "image/image.h"
#include "source/ffmpeg/av.h"

#include <string>

namespace kg::av {

class Palette {
public:
    // Throws FileError where FFmpeg is built without these filters.
    Palette(int width, int height, const std::string& name);

    Owned<AVFrame> map(const Image& image);

private:
    std::string m_name;
    Owned<AVFilterGraph> m_graph;
    AVFilterContext* m_in = nullptr;
    AVFilterContext* m_out = nullptr;
    std::int64_t m_count = 0;
};

}  // namespace kg::av
