#include "source/ffmpeg/media_reader.h"

#include "base/error.h"
#include "image/limits.h"
#include "source/cut_files.h"
#include "source/ffmpeg/graph_filters.h"
#include "source/ffmpeg/yuv_frame.h"
#include "source/media.h"
#include "source/source.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/pixdesc.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <thread>
#include <utility>

namespace kg {

namespace {

// What a file may be. Others of FFmpeg's formats draw text files, guess raw samples by the name, or open more files
// that a file names.
constexpr const char* kFileFormats =
    "3g2,3gp,apng,asf,av1,avi,avs2,dds_pipe,dpx_pipe,dv,exr_pipe,flv,gif,h264,hevc,ivf,j2k_pipe,jpeg_pipe,jpegls_pipe,"
    "jpegxl_pipe,m4v,matroska,mjpeg,mov,mpeg,mpegts,mpegvideo,mxf,nut,obu,ogg,pam_pipe,pbm_pipe,pcx_pipe,pgx_pipe,"
    "png_pipe,qoi_pipe,sgi_pipe,sunrast_pipe,tiff_pipe,vc1,xbm_pipe,xpm_pipe,xwd_pipe,yuv4mpegpipe";

constexpr std::size_t kMaxFailures = 1000;  // packets in a row that give no picture: nothing more will come

// How a display matrix turns the picture, among the turns that keep pixels whole.
Orientation orientationOf(const AVStream& stream) {
    const auto* matrix =
        reinterpret_cast<const std::int32_t*>(av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr));
    if (matrix == nullptr) {
        return Orientation::TopLeft;
    }
    // Where the x and the y of a stored pixel go, by sign.
    const auto sign = [](std::int32_t value) { return value > 0 ? 1 : value < 0 ? -1 : 0; };
    const std::array<int, 4> turn{sign(matrix[0]), sign(matrix[1]), sign(matrix[3]), sign(matrix[4])};
    static constexpr std::pair<std::array<int, 4>, Orientation> kTurns[] = {
        {{1, 0, 0, 1}, Orientation::TopLeft},       {{-1, 0, 0, 1}, Orientation::TopRight},
        {{-1, 0, 0, -1}, Orientation::BottomRight}, {{1, 0, 0, -1}, Orientation::BottomLeft},
        {{0, 1, 1, 0}, Orientation::LeftTop},       {{0, 1, -1, 0}, Orientation::RightTop},
        {{0, -1, -1, 0}, Orientation::RightBottom}, {{0, -1, 1, 0}, Orientation::LeftBottom},
    };
    for (const auto& [known, orientation] : kTurns) {
        if (known == turn) {
            return orientation;
        }
    }
    return Orientation::TopLeft;
}

// Graphs do not say how long they are; their texts do.
bool endsByItself(std::string_view graph) {
    return std::ranges::any_of(std::array<std::string_view, 4>{"duration=", ":d=", "=d=", "trim"},
                               [&](std::string_view option) { return graph.find(option) != std::string_view::npos; });
}

bool isPassed(const AVStream& stream) {
    const AVMediaType type = stream.codecpar->codec_type;
    return type == AVMEDIA_TYPE_AUDIO || type == AVMEDIA_TYPE_SUBTITLE;
}

// How long a stream may send nothing.
constexpr std::chrono::seconds kStreamPatience{10};

constexpr std::chrono::milliseconds kDevicePoll{2};  // FFmpeg keeps a device's descriptor, so nobody can wait for it

// What an address, and a playlist that lies there, may call: nothing that reads files of this machine.
constexpr const char* kNetworkProtocols =
    "crypto,ftp,gopher,gophers,http,httpproxy,https,mmsh,mmst,rist,rtmp,rtmpe,rtmps,rtmpt,rtmpte,rtmpts,rtp,sftp,srt,"
    "srtp,tcp,tls,udp,udplite";

constexpr std::string_view kFileAddress = "file://";

// A file is given to FFmpeg as one, whatever protocol its name begins with, and opens no other kind of thing.
MediaInput inputOf(const std::string& source) {
    MediaInput input{.name = source};
    if (source.starts_with(kGraphPrefix)) {
        input.format = "lavfi";
        input.url = source.substr(kGraphPrefix.size());
        checkGraph(input.url, source);
    } else if (opensSlowly(source)) {
        input.url = source;
        input.options = {{"protocol_whitelist", kNetworkProtocols}};
        input.patience = kStreamPatience;
    } else {
        input.url = source.starts_with(kFileAddress) ? source : "file:" + source;
        input.isFile = true;
        input.options = {{"format_whitelist", kFileFormats}, {"protocol_whitelist", "file"}};
    }
    return input;
}

// Decoders make a whole picture of what a file claims, with black for what it lacks: not of a huge one that is hardly
// there.
void refuseHollow(const std::string& name, const Cut& cut) {
    constexpr double kHardly = 0.9;
    constexpr std::uint64_t kHuge = std::uint64_t{16} << 20U;
    if (cut.missing >= 1 || (cut.missing > kHardly && cut.pixels > kHuge)) {
        throw FileError(
            fmt::format("the file is damaged: it is cut short, {:.4g} % of its pixels are missing", 100 * cut.missing),
            name);
    }
}

// Whether another time can be gone to.
bool hasOtherTimes(const AVFormatContext& input) {
    return input.duration != AV_NOPTS_VALUE ||
           (input.pb != nullptr && (input.pb->seekable & AVIO_SEEKABLE_NORMAL) != 0);
}

}  // namespace

MediaReader::MediaReader(const std::string& source, const std::stop_token& stop, FramePixels pixels)
    : MediaReader(inputOf(source), stop, pixels) {}

MediaReader::MediaReader(MediaInput input, const std::stop_token& stop, FramePixels pixels)
    : m_from(std::move(input)), m_name(m_from.name), m_patience(stop, m_from.patience), m_wanted(pixels) {
    av::silence();
    if (m_from.isFile) {
        refuseHollow(m_name, m_cut = cutOf(m_name));
    }
    open();
    openDecoder();
    m_orientation = orientationOf(stream());
    m_frame = av::makeFrame();
    m_packet = av::makePacket();
    m_passed = std::make_shared<PassedPackets>();
    m_ahead = decode();
    if (!m_ahead) {
        throw FileError("no picture in it can be decoded: it is empty or damaged", m_name);
    }
    describe(*m_frame);
}

void MediaReader::open() {
    if (m_from.format != nullptr) {
        av::loadDevices(m_name);
    }
    const AVInputFormat* format = m_from.format != nullptr ? av_find_input_format(m_from.format) : nullptr;
    if (m_from.format != nullptr && format == nullptr) {
        throw FileError(fmt::format("the installed FFmpeg is built without {}", m_from.format), m_name);
    }
    AVDictionary* options = nullptr;
    for (const auto& [key, value] : m_from.options) {
        av_dict_set(&options, key.c_str(), value.c_str(), 0);
    }
    AVFormatContext* input = avformat_alloc_context();
    if (input == nullptr) {
        av_dict_free(&options);
        throw std::bad_alloc();
    }
    input->interrupt_callback = m_patience.callback();
    input->flags |= m_from.device ? AVFMT_FLAG_NONBLOCK : 0;
    int opened = 0;
    av::Owned<AVIOContext> bytes;
    if (m_from.isFile) {
        // By its bytes, before FFmpeg sees the name: of a name with "?" or "%d" it would make a pattern of many files.
        AVIOContext* file = nullptr;
        opened = avio_open(&file, m_from.url.c_str(), AVIO_FLAG_READ);
        bytes.reset(file);
        input->pb = file;
    }
    if (opened < 0) {
        avformat_free_context(input);
    } else {
        opened = avformat_open_input(&input, m_from.url.c_str(), format, &options);
    }
    av_dict_free(&options);
    if (opened < 0) {
        giveUpWhereDue();
    }
    av::check(opened, m_name, "opened");
    bytes.release();  // closed with the input
    m_input.reset(input);
    if (!m_from.device) {  // a device has said all
        const int looked = avformat_find_stream_info(input, nullptr);
        giveUpWhereDue();
        av::check(looked, m_name, "read");
    }
    const int found = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (found < 0) {
        throw FileError("there is no picture in it", m_name);
    }
    m_stream = found;
}

void MediaReader::openDecoder() {
    const AVCodecParameters& parameters = *stream().codecpar;
    const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr) {
        throw FileError(
            fmt::format("the installed FFmpeg has no decoder for {}", avcodec_get_name(parameters.codec_id)), m_name);
    }
    m_codec.reset(avcodec_alloc_context3(decoder));
    if (!m_codec) {
        throw std::bad_alloc();
    }
    av::check(avcodec_parameters_to_context(m_codec.get(), &parameters), m_name, "decoded");
    m_codec->pkt_timebase = stream().time_base;
    m_codec->max_pixels = static_cast<std::int64_t>(Image::kMaxPixels);
    if (m_from.device) {
        // Threads that decode one frame each would hold back as many; what is damaged must not look whole.
        m_codec->thread_count = 1;
        m_codec->flags |= AV_CODEC_FLAG_LOW_DELAY;
        m_codec->err_recognition = AV_EF_CRCCHECK | AV_EF_BUFFER | AV_EF_EXPLODE;
    } else {
        m_codec->thread_count = 0;  // as many as there are cores
    }
    av::check(avcodec_open2(m_codec.get(), decoder, nullptr), m_name, "decoded");
}

void MediaReader::describe(const AVFrame& first) {
    m_info.format = av::formatOf(first);
    if (static_cast<int>(m_orientation) >= static_cast<int>(Orientation::LeftTop)) {
        std::swap(m_info.format.width, m_info.format.height);
    }
    m_look = {.pixels = static_cast<AVPixelFormat>(first.format),
              .space = first.colorspace,
              .range = first.color_range,
              .primaries = first.color_primaries,
              .curve = first.color_trc,
              .aspect = first.sample_aspect_ratio};
    const AVRational rate = av_guess_frame_rate(m_input.get(), m_input->streams[m_stream], nullptr);
    if (rate.num > 0 && rate.den > 0) {
        m_info.rate = av::fromAv(rate);
    }
    m_info.timeBase = av::fromAv(stream().time_base);
    if (stream().nb_frames > 0) {
        m_info.frames = stream().nb_frames;
    } else if (const std::int64_t length = m_input->duration; length > 0) {
        m_info.frames = std::llround(static_cast<double>(length) / AV_TIME_BASE * m_info.rate.value());
    }
    m_info.live = m_from.device || (m_from.patience && !hasOtherTimes(*m_input));
    m_info.note = missingSentence(m_cut.missing);
    m_info.endless = m_info.live || (m_name.starts_with(kGraphPrefix) && !m_info.frames && !endsByItself(m_name));
    const char* pixels = av_get_pix_fmt_name(m_look.pixels);
    m_info.description =
        fmt::format("{}, {}, {}x{}, {:.4g} frames a second", m_codec->codec->name, pixels == nullptr ? "?" : pixels,
                    m_info.format.width, m_info.format.height, m_info.rate.value());
}

std::vector<const AVStream*> MediaReader::passedStreams() const {
    std::vector<const AVStream*> streams;
    for (unsigned index = 0; index < m_input->nb_streams; ++index) {
        if (isPassed(*m_input->streams[index])) {
            streams.push_back(m_input->streams[index]);
        }
    }
    return streams;
}

void MediaReader::giveUpWhereDue() const {
    if (m_patience.stopped()) {
        throw FileError("it was closed while it was being read", m_name);
    }
    if (m_patience.usedUp()) {
        throw FileError(fmt::format("no picture has come from it for {:g} seconds", m_patience.seconds()), m_name);
    }
}

bool MediaReader::read() {
    for (;;) {
        const int done = av_read_frame(m_input.get(), m_packet.get());
        if (done >= 0) {
            return true;
        }
        giveUpWhereDue();
        if (done == AVERROR(EAGAIN)) {
            std::this_thread::sleep_for(kDevicePoll);
            continue;
        }
        if (m_info.live || m_from.device) {
            av::check(done == AVERROR_EOF ? AVERROR(EPIPE) : done, m_name, "read any more");
        }
        m_damaged += done != AVERROR_EOF ? 1 : 0;
        return false;
    }
}

void MediaReader::feedNothing() {
    m_fed = true;
    avcodec_send_packet(m_codec.get(), nullptr);
}

void MediaReader::feed() {
    while (read()) {
        const AVStream& stream = *m_input->streams[m_packet->stream_index];
        if (stream.index == m_stream) {
            // To a decoder, a packet of no bytes could mean the end.
            const bool taken = m_packet->size > 0 && avcodec_send_packet(m_codec.get(), m_packet.get()) >= 0;
            av_packet_unref(m_packet.get());
            m_damaged += taken ? 0 : 1;
            return;
        }
        if (isPassed(stream) && !m_info.live) {
            av::Owned<AVPacket> packet = av::makePacket();
            av_packet_move_ref(packet.get(), m_packet.get());
            m_passed->packets.push_back(std::move(packet));
        } else {
            av_packet_unref(m_packet.get());
        }
    }
    feedNothing();
}

bool MediaReader::decode() {
    std::size_t failures = 0;
    m_patience.begin();
    while (failures < kMaxFailures) {
        giveUpWhereDue();
        const int received = avcodec_receive_frame(m_codec.get(), m_frame.get());
        if (received >= 0) {
            const bool corrupt = (m_frame->flags & AV_FRAME_FLAG_CORRUPT) != 0 || m_frame->decode_error_flags != 0;
            if (!corrupt) {
                ++m_decoded;
                return true;
            }
            ++m_damaged;
            ++failures;
        } else if (received == AVERROR_EOF || m_fed) {
            return false;
        } else {
            const std::uint64_t before = m_damaged;
            if (received != AVERROR(EAGAIN)) {
                ++m_damaged;
            }
            feed();
            failures += m_damaged > before ? 1 : 0;
        }
    }
    return false;
}

std::int64_t MediaReader::timestampOf(const AVFrame& frame) const {
    const std::int64_t step =
        std::max<std::int64_t>(1, std::llround(1 / (m_info.rate.value() * m_info.timeBase.value())));
    const std::int64_t expected = m_decoded == 1 ? 0 : m_last + step;
    const std::int64_t said = frame.best_effort_timestamp;
    if (said == AV_NOPTS_VALUE) {
        return expected;
    }
    return m_decoded == 1 || said > m_last ? said : m_last + 1;
}

Frame MediaReader::take() {
    if (m_frame->colorspace == AVCOL_SPC_UNSPECIFIED) {
        m_frame->colorspace = m_from.space;
    }
    m_last = timestampOf(*m_frame);
    Frame frame{.image = nullptr, .timestamp = m_last, .passed = m_passed};
    // What is to be turned is turned in memory.
    if (m_wanted == FramePixels::AsStored && m_orientation == Orientation::TopLeft) {
        frame.yuv = av::yuvOf(*m_frame);
    }
    if (!frame.yuv) {
        frame.image = std::make_shared<const Image>(oriented(m_pixels.convert(*m_frame, m_name), m_orientation));
    }
    m_passed = std::make_shared<PassedPackets>();
    av_frame_unref(m_frame.get());
    return frame;
}

// To the last key frame before it, and from there by decoding.
void MediaReader::seek(double seconds) {
    const double base = m_info.timeBase.value();
    const std::int64_t first = stream().start_time == AV_NOPTS_VALUE ? 0 : stream().start_time;
    const std::int64_t wanted = std::llround(seconds / base);
    av::check(av_seek_frame(m_input.get(), m_stream, std::max(first, wanted), AVSEEK_FLAG_BACKWARD), m_name,
              "wound to another time");
    avcodec_flush_buffers(m_codec.get());
    m_passed = std::make_shared<PassedPackets>();
    m_fed = false;
    m_ahead = false;
    m_last = std::numeric_limits<std::int64_t>::min() / 2;
    const auto step = static_cast<std::int64_t>(1 / (m_info.rate.value() * base));
    av::Owned<AVFrame> newest;
    while (decode()) {
        const std::int64_t said = m_frame->best_effort_timestamp;
        if (said == AV_NOPTS_VALUE || said + step > wanted) {
            m_ahead = true;
            return;
        }
        newest = av::makeFrame();
        av_frame_move_ref(newest.get(), m_frame.get());
    }
    if (newest) {  // it is past the end: the last picture stands
        m_frame = std::move(newest);
        m_ahead = true;
    }
}

std::optional<Frame> MediaReader::next() {
    if (std::exchange(m_ahead, false) || decode()) {
        return take();
    }
    if (m_passed->packets.empty()) {
        return std::nullopt;
    }
    return Frame{
        .image = nullptr, .timestamp = m_last, .passed = std::exchange(m_passed, std::make_shared<PassedPackets>())};
}

bool MediaReader::pass() {
    const bool there = std::exchange(m_ahead, false) || decode();
    if (there) {
        m_last = timestampOf(*m_frame);
        av_frame_unref(m_frame.get());
    }
    return there;
}

bool hasMedia() {
    return true;
}

std::string mediaVersion() {
    return fmt::format("FFmpeg {}", av_version_info());
}

std::unique_ptr<FrameReader> openMedia(const std::string& source, const std::stop_token& stop, FramePixels pixels) {
    return std::make_unique<MediaReader>(source, stop, pixels);
}

Image decodeStill(const std::filesystem::path& path, std::string* note) {
    MediaReader reader(path.string());
    if (note != nullptr) {
        *note = reader.info().note;
    }
    return Image(*reader.next()->image);
}

}  // namespace kg
