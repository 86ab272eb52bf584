// Sources: what a person can name as the place where pictures come from.
//
//     photo.jpg                a still; anything that image/decode.h or the installed FFmpeg reads
//     clip.mp4, rtsp://...     a video, file or stream (source/media.h)
//     shot_%04d.png            a numbered sequence of stills
//     camera:0                 a camera; camera:0:mjpeg@1280x720@30 in a format, size and rate (source/camera.h)
//     lavfi:testsrc2=rate=30   a filter graph of FFmpeg
//     pattern:zoneplate        a test picture, 1920x1080; pattern:edge:5@640x480 with a value and a size of its own
//
// Callable from any thread.
#pragma once

#include "source/frame.h"

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// What a filter graph's name begins with.
inline constexpr std::string_view kGraphPrefix = "lavfi:";

// The picture of a still, and the first one of everything else. What is missing of it is told in `note`, a sentence;
// empty: nothing. Throws FileError for files (see decodeImage) and Error for unknown patterns.
std::shared_ptr<const Image> loadSource(const std::string& source, std::string* note = nullptr);

// The same as it is laid on the device, by window and command line alike.
Picture loadPicture(const std::string& source, std::string* note = nullptr);

// All pictures, in order; a still is one. Throws as loadSource does. Cameras and addresses give up once stop is
// requested.
std::unique_ptr<FrameReader> openFrames(const std::string& source, const std::stop_token& stop = {},
                                        FramePixels pixels = FramePixels::Rgb);

// Whether a device or a network has to answer first: nobody should wait for that while a window stands.
bool opensSlowly(std::string_view source);

bool isPattern(std::string_view source);

// "shot_%04d.png": one place in the file's name for a number, as printf writes it.
bool isSequence(std::string_view source);

// A file's path, as opposed to patterns, cameras, graphs, addresses and sequences.
bool isFile(std::string_view source);

// Whether there may be more than one picture in it: it tells by the name and the file's first bytes.
bool mayMove(const std::string& source);

// A file or a sequence of files: what sessions store beside themselves.
bool isPath(std::string_view source);

// Whether it names more than files and devices of this machine: a graph or an address. What such a name does is up to
// whoever wrote it, so it is opened only where a person typed it, or has seen the whole of it and agreed
// (docs/security.md).
bool needsTrust(std::string_view source);

// A source as a person typed it: where there is a file of exactly that name, it is meant, whatever else the name could
// say ("12:30.webp", "http:photo"). "./" stands before it then.
std::string typedSource(const std::string& source);

// What people call it: the file's name, "Test chart", "Camera 0".
std::string sourceName(const std::string& source);

// What its results are called by default: "photo" of "holiday/photo.jpg", "chart" of "pattern:chart",
// "camera-0" of "camera:0".
std::string sourceStem(const std::string& source);

// "pattern:chart" and so on.
const std::vector<std::string>& patternNames();

// The usual extensions of stills that can be opened, lower case without dot.
const std::vector<std::string>& stillExtensions();

// The usual extensions of files that can be opened, lower case without dot: what a file browser lists.
const std::vector<std::string>& openableExtensions();

}  // namespace kg
