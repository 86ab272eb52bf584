// Video files through FFmpeg's encoders: one stream of pictures, and the sound of the file that they come from.
#include "base/error.h"
#include "base/text.h"
#include "image/atomic_file.h"
#include "source/ffmpeg/media_reader.h"
#include "source/ffmpeg/palette.h"
#include "source/media.h"

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

namespace kg {

namespace {

struct Container {
    std::string_view extension;
    std::array<AVCodecID, 2> codecs;  // the first whose encoder is installed is used
};

constexpr Container kContainers[] = {
    {"mp4", {AV_CODEC_ID_H264, AV_CODEC_ID_MPEG4}}, {"m4v", {AV_CODEC_ID_H264, AV_CODEC_ID_MPEG4}},
    {"mov", {AV_CODEC_ID_H264, AV_CODEC_ID_MPEG4}}, {"mkv", {AV_CODEC_ID_H264, AV_CODEC_ID_MPEG4}},
    {"webm", {AV_CODEC_ID_VP9, AV_CODEC_ID_VP8}},   {"avi", {AV_CODEC_ID_MPEG4, AV_CODEC_ID_MJPEG}},
    {"gif", {AV_CODEC_ID_GIF, AV_CODEC_ID_NONE}},
};

const Container* findContainer(const std::filesystem::path& path) {
    const std::string extension = extensionOf(path);
    const auto* const found =
        std::find_if(std::begin(kContainers), std::end(kContainers),
                     [&](const Container& container) { return container.extension == extension; });
    return found == std::end(kContainers) ? nullptr : found;
}

const AVCodec& findEncoder(const Container& container, const std::string& name) {
    for (const AVCodecID id : container.codecs) {
        if (const AVCodec* encoder = avcodec_find_encoder(id)) {
            return *encoder;
        }
    }
    throw FileError(fmt::format("the installed FFmpeg has no encoder for {} ({})", container.extension,
                                avcodec_get_name(container.codecs[0])),
                    name);
}

bool supports(const AVCodec& encoder, AVPixelFormat format) {
    for (const AVPixelFormat* known = encoder.pix_fmts; known != nullptr && *known != AV_PIX_FMT_NONE; ++known) {
        if (*known == format) {
            return true;
        }
    }
    return false;
}

// That of the source where the encoder takes it, so that nothing is lost on the way; else what every player shows.
AVPixelFormat pixelFormat(const AVCodec& encoder, const ImageFormat& format, AVPixelFormat source) {
    if (encoder.id == AV_CODEC_ID_GIF) {
        return AV_PIX_FMT_PAL8;
    }
    if (supports(encoder, source)) {
        return source;
    }
    if (format.hasAlpha() && supports(encoder, AV_PIX_FMT_YUVA420P)) {
        return AV_PIX_FMT_YUVA420P;
    }
    // Half the colours need even sides.
    const bool odd = format.width % 2 != 0 || format.height % 2 != 0;
    if (odd && supports(encoder, AV_PIX_FMT_YUV444P)) {
        return AV_PIX_FMT_YUV444P;
    }
    return supports(encoder, AV_PIX_FMT_YUV420P) ? AV_PIX_FMT_YUV420P : encoder.pix_fmts[0];
}

bool isYuv(AVPixelFormat format) {
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(format);
    return descriptor != nullptr && (descriptor->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) == 0;
}

// From 1..100 to the encoder's own scale: the constant quality of H.264 and VP9, or the quantiser.
void setQuality(AVCodecContext& codec, int quality) {
    const double worst = 1 - quality / 100.0;
    switch (codec.codec_id) {
        case AV_CODEC_ID_H264:
            av_opt_set(codec.priv_data, "crf", fmt::format("{:.1f}", std::min(51.0, 90 * worst)).c_str(), 0);
            break;
        case AV_CODEC_ID_VP8:
        case AV_CODEC_ID_VP9:
            codec.bit_rate = 0;
            av_opt_set(codec.priv_data, "crf", fmt::format("{:.0f}", std::min(63.0, 150 * worst)).c_str(), 0);
            av_opt_set(codec.priv_data, "deadline", "good", 0);
            av_opt_set(codec.priv_data, "cpu-used", "4", 0);
            av_opt_set(codec.priv_data, "row-mt", "1", 0);
            break;
        default:
            codec.flags |= AV_CODEC_FLAG_QSCALE;
            codec.global_quality = static_cast<int>(std::lround((1 + 30 * worst) * FF_QP2LAMBDA));
            break;
    }
}

class MediaWriter : public FrameWriter {
public:
    MediaWriter(const std::filesystem::path& path, const SourceInfo& source, const AVCodec& encoder,
                const MediaReader* from, const MediaOptions& options);
    ~MediaWriter() override;
    MediaWriter(const MediaWriter&) = delete;
    MediaWriter& operator=(const MediaWriter&) = delete;

    void write(const Frame& frame) override;
    void finish() override;
    std::vector<std::string> leftOut() const override { return m_leftOut; }

private:
    void openEncoder(const AVCodec& encoder, const MediaReader* from, const MediaOptions& options);
    void setColours(const MediaReader* from);
    void addStream();
    void passStreams(const MediaReader& from);
    void begin();
    void closeOutput();
    void pass(const PassedPackets& passed);
    // No frame: what the encoder still holds.
    void encode(const AVFrame* frame);
    void store();

    // A stream whose packets come from another file.
    struct Passed {
        const AVStream* target;
        AVRational timeBase;  // of the packets
    };

    const std::string m_name;
    const std::string m_extension;
    const SourceInfo m_info;
    AtomicFile m_file;
    AVFormatContext* m_output = nullptr;
    AVStream* m_stream = nullptr;
    av::Owned<AVCodecContext> m_codec;
    std::map<int, Passed> m_passed;  // by index in the source
    std::vector<std::string> m_leftOut;
    av::ToAv m_pixels;
    std::unique_ptr<av::Palette> m_palette;  // for encoders that take no other pixels
    av::Owned<AVFrame> m_picture;
    std::shared_ptr<const Image> m_newest;  // what m_picture is of
    av::Owned<AVPacket> m_packet;
    std::int64_t m_next = 0;  // the least timestamp that is after the newest frame
};

MediaWriter::MediaWriter(const std::filesystem::path& path, const SourceInfo& source, const AVCodec& encoder,
                         const MediaReader* from, const MediaOptions& options)
    : m_name(path.string()), m_extension(extensionOf(path)), m_info(source), m_file(path), m_packet(av::makePacket()) {
    // By the name of the temporary file, which some formats open once more when they are done.
    const std::string temporary = "file:" + m_file.temporary().string();
    const AVOutputFormat* format = av_guess_format(nullptr, m_name.c_str(), nullptr);
    av::check(avformat_alloc_output_context2(&m_output, format, nullptr, temporary.c_str()), m_name, "written");
    try {
        av::check(avio_open(&m_output->pb, temporary.c_str(), AVIO_FLAG_WRITE), m_name, "written");
        openEncoder(encoder, from, options);
        addStream();
        if (from != nullptr) {
            passStreams(*from);
        }
        begin();
    } catch (...) {
        closeOutput();
        throw;
    }
}

void MediaWriter::closeOutput() {
    if (m_output->pb != nullptr) {
        avio_closep(&m_output->pb);
    }
    avformat_free_context(m_output);
}

MediaWriter::~MediaWriter() {
    closeOutput();
}

void MediaWriter::openEncoder(const AVCodec& encoder, const MediaReader* from, const MediaOptions& options) {
    m_codec.reset(avcodec_alloc_context3(&encoder));
    if (!m_codec) {
        throw std::bad_alloc();
    }
    AVCodecContext& codec = *m_codec;
    codec.width = m_info.format.width;
    codec.height = m_info.format.height;
    codec.pix_fmt = pixelFormat(encoder, m_info.format, from == nullptr ? AV_PIX_FMT_NONE : from->look().pixels);
    codec.framerate = av::toAv(m_info.rate);
    codec.time_base = encoder.id == AV_CODEC_ID_GIF ? AVRational{1, 100} : av::toAv(m_info.timeBase);
    constexpr int kLargestMpeg4 = 65535;  // what its header can hold
    if (encoder.id == AV_CODEC_ID_MPEG4 && codec.time_base.den > kLargestMpeg4) {
        codec.time_base = av_inv_q(codec.framerate);
    }
    if (from != nullptr) {
        codec.sample_aspect_ratio = from->look().aspect;
    }
    setColours(from);
    if ((m_output->oformat->flags & AVFMT_GLOBALHEADER) != 0) {
        codec.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    }
    codec.thread_count = 0;  // as many as there are cores
    setQuality(codec, options.quality);
    av::check(avcodec_open2(&codec, &encoder, nullptr), m_name, "encoded");
    if (encoder.id == AV_CODEC_ID_GIF) {
        m_palette = std::make_unique<av::Palette>(codec.width, codec.height, m_name);
        return;
    }
    m_picture = av::makeFrame();
    m_picture->format = codec.pix_fmt;
    m_picture->width = codec.width;
    m_picture->height = codec.height;
    m_picture->colorspace = codec.colorspace;
    m_picture->color_range = codec.color_range;
    av::check(av_frame_get_buffer(m_picture.get(), 0), m_name, "encoded");
}

// The source's where its pixel format is kept, and the usual ones of this size otherwise.
void MediaWriter::setColours(const MediaReader* from) {
    AVCodecContext& codec = *m_codec;
    if (!isYuv(codec.pix_fmt)) {
        return;
    }
    if (from != nullptr && from->look().pixels == codec.pix_fmt) {
        const StoredLook& source = from->look();
        codec.colorspace = av::colourSpaceOf(source.space, codec.height);
        codec.color_range = source.range;
        codec.color_primaries = source.primaries;
        codec.color_trc = source.curve;
        return;
    }
    codec.colorspace = av::colourSpaceOf(AVCOL_SPC_UNSPECIFIED, codec.height);
    codec.color_range = AVCOL_RANGE_MPEG;
    const bool isHd = codec.colorspace == AVCOL_SPC_BT709;
    codec.color_primaries = isHd ? AVCOL_PRI_BT709 : AVCOL_PRI_SMPTE170M;
    codec.color_trc = isHd ? AVCOL_TRC_BT709 : AVCOL_TRC_SMPTE170M;
}

void MediaWriter::addStream() {
    m_stream = avformat_new_stream(m_output, nullptr);
    if (m_stream == nullptr) {
        throw std::bad_alloc();
    }
    av::check(avcodec_parameters_from_context(m_stream->codecpar, m_codec.get()), m_name, "written");
    m_stream->time_base = m_codec->time_base;
    m_stream->avg_frame_rate = m_codec->framerate;
    m_stream->sample_aspect_ratio = m_codec->sample_aspect_ratio;
}

void MediaWriter::passStreams(const MediaReader& from) {
    for (const AVStream* source : from.passedStreams()) {
        const AVCodecParameters& parameters = *source->codecpar;
        if (avformat_query_codec(m_output->oformat, parameters.codec_id, FF_COMPLIANCE_NORMAL) != 1) {
            m_leftOut.push_back(fmt::format("its {} ({}) does not fit into {} and is left out",
                                            parameters.codec_type == AVMEDIA_TYPE_AUDIO ? "sound" : "subtitles",
                                            avcodec_get_name(parameters.codec_id), m_extension));
            continue;
        }
        AVStream* copy = avformat_new_stream(m_output, nullptr);
        if (copy == nullptr) {
            throw std::bad_alloc();
        }
        av::check(avcodec_parameters_copy(copy->codecpar, &parameters), m_name, "written");
        copy->codecpar->codec_tag = 0;  // each container has numbers of its own for codecs
        copy->time_base = source->time_base;
        av_dict_copy(&copy->metadata, source->metadata, 0);
        m_passed.emplace(source->index, Passed{copy, source->time_base});
    }
}

void MediaWriter::begin() {
    AVDictionary* options = nullptr;
    if (m_extension == "mp4" || m_extension == "m4v" || m_extension == "mov") {
        av_dict_set(&options, "movflags", "+faststart", 0);
    }
    const int begun = avformat_write_header(m_output, &options);
    av_dict_free(&options);
    av::check(begun, m_name, "written");
}

void MediaWriter::store() {
    av::check(av_interleaved_write_frame(m_output, m_packet.get()), m_name, "written");
    av::check(m_output->pb->error, m_name, "written");
}

void MediaWriter::pass(const PassedPackets& passed) {
    for (const av::Owned<AVPacket>& source : passed.packets) {
        const auto found = m_passed.find(source->stream_index);
        if (found == m_passed.end()) {
            continue;
        }
        const auto& [target, timeBase] = found->second;
        av::check(av_packet_ref(m_packet.get(), source.get()), m_name, "written");
        m_packet->stream_index = target->index;
        m_packet->pos = -1;
        av_packet_rescale_ts(m_packet.get(), timeBase, target->time_base);
        store();
    }
}

void MediaWriter::encode(const AVFrame* frame) {
    av::check(avcodec_send_frame(m_codec.get(), frame), m_name, "encoded");
    for (;;) {
        const int received = avcodec_receive_packet(m_codec.get(), m_packet.get());
        if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) {
            return;
        }
        av::check(received, m_name, "encoded");
        m_packet->stream_index = m_stream->index;
        av_packet_rescale_ts(m_packet.get(), m_codec->time_base, m_stream->time_base);
        store();
    }
}

void MediaWriter::write(const Frame& frame) {
    if (frame.passed) {
        pass(*frame.passed);
    }
    if (!frame.image) {
        return;
    }
    const ImageFormat& format = frame.image->format();
    if (format.width != m_codec->width || format.height != m_codec->height) {
        throw FileError(fmt::format("a picture of {}x{} follows pictures of {}x{}, and a video has one size",
                                    format.width, format.height, m_codec->width, m_codec->height),
                        m_name);
    }
    const std::int64_t time =
        std::max(m_next, av_rescale_q(frame.timestamp, av::toAv(m_info.timeBase), m_codec->time_base));
    m_next = time + 1;
    if (m_palette) {
        const av::Owned<AVFrame> mapped = m_palette->map(*frame.image);
        mapped->pts = time;
        encode(mapped.get());
        return;
    }
    if (frame.image != m_newest) {  // a picture that stands is converted once
        av::check(av_frame_make_writable(m_picture.get()), m_name, "encoded");
        m_pixels.convert(*frame.image, *m_picture, m_name);
        m_newest = frame.image;
    }
    m_picture->pts = time;
    encode(m_picture.get());
}

void MediaWriter::finish() {
    encode(nullptr);
    av::check(av_write_trailer(m_output), m_name, "written");
    av::check(avio_closep(&m_output->pb), m_name, "written");
    m_file.finish();
}

}  // namespace

std::unique_ptr<FrameWriter> makeMediaWriter(const std::filesystem::path& path, const SourceInfo& info,
                                             const FrameReader* from, const MediaOptions& options) {
    av::silence();
    const Container* container = findContainer(path);
    if (container == nullptr) {
        throw FileError("this is not the name of a video", path.string(),
                        "Known are mp4, m4v, mov, mkv, webm, avi and gif");
    }
    const AVCodec& encoder = findEncoder(*container, path.string());
    return std::make_unique<MediaWriter>(path, info, encoder, dynamic_cast<const MediaReader*>(from), options);
}

bool isMediaName(const std::filesystem::path& path) {
    return findContainer(path) != nullptr;
}

}  // namespace kg
