#include "image/limits.h"

#include <fmt/format.h>

#include <algorithm>

namespace kg {

FileError damaged(const std::string& name, const std::string& cause) {
    return FileError("the file is damaged: " + cause, name);
}

std::string missingSentence(double share) {
    if (share <= 0) {
        return {};
    }
    const double percent = std::clamp(100 * share, 0.1, 100.0);
    return fmt::format("the file is cut short: {:.{}f} % of its pixels are missing, and black here", percent,
                       percent < 10 ? 1 : 0);
}

void checkFileFormat(const ImageFormat& format, std::size_t fileSize, const Density& density, const std::string& name) {
    try {
        checkFormat(format);
    } catch (const Error& error) {
        throw FileError(error.problem(), name);
    }
    const double least = static_cast<double>(format.pixelCount()) * density.bitsPerPixel / 8 / density.bytesPerByte;
    if (least > static_cast<double>(fileSize)) {
        throw damaged(name, fmt::format("its header claims {} x {} pixels, which {} bytes cannot hold", format.width,
                                        format.height, fileSize));
    }
}

}  // namespace kg
