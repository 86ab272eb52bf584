#include "source/ffmpeg/palette.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/imgutils.h>
}

#include <fmt/format.h>

namespace kg::av {

Palette::Palette(int width, int height, const std::string& name) : m_name(name), m_graph(avfilter_graph_alloc()) {
    if (!m_graph) {
        throw std::bad_alloc();
    }
    const std::string text = fmt::format(
        "buffer=width={}:height={}:pix_fmt=rgba:time_base=1/100 [in]; [in] split [a][b]; "
        "[a] palettegen=stats_mode=single [colours]; [b][colours] paletteuse=new=1:dither=sierra2_4a [out]; "
        "[out] buffersink",
        width, height);
    AVFilterInOut* inputs = nullptr;
    AVFilterInOut* outputs = nullptr;
    const int parsed = avfilter_graph_parse2(m_graph.get(), text.c_str(), &inputs, &outputs);
    avfilter_inout_free(&inputs);
    avfilter_inout_free(&outputs);
    check(parsed, m_name, "given a palette");
    check(avfilter_graph_config(m_graph.get(), nullptr), m_name, "given a palette");
    for (unsigned index = 0; index < m_graph->nb_filters; ++index) {
        AVFilterContext* filter = m_graph->filters[index];
        const std::string_view kind = filter->filter->name;
        m_in = kind == "buffer" ? filter : m_in;
        m_out = kind == "buffersink" ? filter : m_out;
    }
}

Owned<AVFrame> Palette::map(const Image& image) {
    const Image colours = convertImage(image, 4, PixelType::U8, Transfer::Srgb);
    const Owned<AVFrame> frame = makeFrame();
    frame->format = AV_PIX_FMT_RGBA;
    frame->width = colours.width();
    frame->height = colours.height();
    frame->pts = m_count++;
    check(av_frame_get_buffer(frame.get(), 0), m_name, "given a palette");
    const int row = colours.width() * 4;
    av_image_copy_plane(frame->data[0], frame->linesize[0],
                        reinterpret_cast<const std::uint8_t*>(colours.bytes().data()), row, row, colours.height());
    check(av_buffersrc_add_frame(m_in, frame.get()), m_name, "given a palette");
    Owned<AVFrame> mapped = makeFrame();
    check(av_buffersink_get_frame(m_out, mapped.get()), m_name, "given a palette");
    return mapped;
}

}  // namespace kg::av
