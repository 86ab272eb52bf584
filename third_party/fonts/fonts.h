// The font files embedded while building, each as the bytes of its file.
//
// A font that the build didn't find is an empty span. The bytes live as long as the program, and any
// thread may read them.
#pragma once

#include <span>

namespace kg::fonts {

std::span<const unsigned char> interfaceRegular();   // Inter, else Roboto
std::span<const unsigned char> interfaceSemiBold();  // Inter, else Roboto Medium
std::span<const unsigned char> monospace();          // JetBrains Mono
std::span<const unsigned char> icons();              // Font Awesome 4.7

}  // namespace kg::fonts
