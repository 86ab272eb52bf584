#include "image/file_type.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace kg {

namespace {

using namespace std::string_view_literals;

struct Mark {
    FileType type;
    std::string_view bytes;
    std::size_t at = 0;
};

constexpr Mark kMarks[] = {
    {FileType::Png, "\x89PNG\r\n\x1a\n"sv},
    {FileType::Jpeg, "\xff\xd8\xff"sv},
    {FileType::Bmp, "BM"sv},
    {FileType::Gif, "GIF87a"sv},
    {FileType::Gif, "GIF89a"sv},
    {FileType::Webp, "WEBP"sv, 8},
    {FileType::Psd, "8BPS"sv},
    {FileType::Pnm, "P2"sv},
    {FileType::Pnm, "P3"sv},
    {FileType::Pnm, "P5"sv},
    {FileType::Pnm, "P6"sv},
    {FileType::Pfm, "PF"sv},
    {FileType::Pfm, "Pf"sv},
    {FileType::Radiance, "#?RADIANCE"sv},
    {FileType::Radiance, "#?RGBE"sv},
};

struct ForeignMark {
    std::string_view bytes;
    std::size_t at;
    std::string_view name;
    bool picture = true;
};

constexpr ForeignMark kForeignMarks[] = {
    {"II*\0"sv, 0, "a TIFF image"},
    {"MM\0*"sv, 0, "a TIFF image"},
    {"II+\0"sv, 0, "a BigTIFF image"},
    {"ftypavi"sv, 4, "an AVIF image"},
    {"ftyphei"sv, 4, "a HEIF image"},
    {"ftyphev"sv, 4, "a HEIF image"},
    {"ftypmif1"sv, 4, "a HEIF image"},
    {"ftyp"sv, 4, "a video (MP4 or QuickTime)"},
    {"\x1a\x45\xdf\xa3"sv, 0, "a video (Matroska or WebM)"},
    {"\xff\x0a"sv, 0, "a JPEG XL image"},
    {"\0\0\0\x0cJXL "sv, 0, "a JPEG XL image"},
    {"\0\0\0\x0cjP  "sv, 0, "a JPEG 2000 image"},
    {"\xff\x4f\xff\x51"sv, 0, "a JPEG 2000 image"},
    {"\x76\x2f\x31\x01"sv, 0, "an OpenEXR image"},
    {"DDS "sv, 0, "a DDS texture"},
    {"\xabKTX "sv, 0, "a KTX texture"},
    {"qoif"sv, 0, "a QOI image"},
    {"gimp xcf"sv, 0, "a GIMP document", false},
    {"\0\0\1\0"sv, 0, "a Windows icon"},
    {"P1"sv, 0, "a PBM bitmap"},
    {"P4"sv, 0, "a PBM bitmap"},
    {"P7\n"sv, 0, "a PAM image"},
    {"<svg"sv, 0, "an SVG drawing", false},
    {"<?xml"sv, 0, "an XML or SVG file", false},
    {"%PDF"sv, 0, "a PDF document", false},
    {"%!PS"sv, 0, "a PostScript document", false},
    {"{"sv, 0, "a JSON file", false},
    {"PK\3\4"sv, 0, "a ZIP archive", false},
    {"\x1f\x8b"sv, 0, "a gzip archive", false},
    {"\x7f"
     "ELF"sv,
     0, "a program", false},
};

const ForeignMark* findForeignMark(Bytes data) {
    const auto* const found = std::find_if(std::begin(kForeignMarks), std::end(kForeignMarks),
                                           [&](const ForeignMark& mark) { return hasMark(data, mark.bytes, mark.at); });
    return found == std::end(kForeignMarks) ? nullptr : found;
}

bool isNamedTga(const std::string& name) {
    const std::size_t dot = name.rfind('.');
    const std::string extension = dot == std::string::npos ? "" : lowered(name.substr(dot + 1));
    return extension == "tga" || extension == "icb" || extension == "vda" || extension == "vst";
}

// Truevision TGA specification 2.0, fields 2 to 5: a colour map exactly where the image type asks for one, and depths
// that the type can have.
bool hasTgaHeader(Bytes data) {
    constexpr std::size_t kHeaderSize = 18;
    if (data.size() < kHeaderSize) {
        return false;
    }
    const unsigned mapType = byteAt(data, 1);
    const unsigned imageType = byteAt(data, 2);
    const unsigned depth = byteAt(data, 16);
    const bool mapped = imageType == 1 || imageType == 9;
    const bool grey = imageType == 3 || imageType == 11;
    const bool colour = imageType == 2 || imageType == 10;
    const bool depthFits = mapped ? depth == 8 || depth == 16
                           : grey ? depth == 8 || depth == 16
                                  : depth == 15 || depth == 16 || depth == 24 || depth == 32;
    return (mapped || grey || colour) && mapType == (mapped ? 1u : 0u) && depthFits;
}

bool hasTgaFooter(Bytes data) {
    constexpr std::string_view kSignature = "TRUEVISION-XFILE.\0"sv;
    return asText(data).ends_with(kSignature);
}

}  // namespace

FileType detectFileType(Bytes data, const std::string& name) {
    for (const Mark& mark : kMarks) {
        if (hasMark(data, mark.bytes, mark.at)) {
            return mark.type;
        }
    }
    return hasTgaHeader(data) && (isNamedTga(name) || hasTgaFooter(data)) ? FileType::Tga : FileType::Unknown;
}

std::string foreignFormat(Bytes data) {
    const ForeignMark* mark = findForeignMark(data);
    return mark == nullptr ? std::string() : std::string(mark->name);
}

bool isForeignPicture(Bytes data) {
    const ForeignMark* mark = findForeignMark(data);
    return mark != nullptr && mark->picture;
}

}  // namespace kg
