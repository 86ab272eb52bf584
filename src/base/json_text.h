// JSON that somebody else may have written: parsed within limits, so that no text can use up the stack or the memory.
//
// Callable from any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace kg {

// What is far more than any file of ours has. Parsing is linear in the text, but to copy, print and destroy a value
// goes one frame of the stack deeper with each bracket.
struct JsonLimits {
    std::size_t depth = 64;           // brackets within each other
    std::size_t values = 1'000'000;   // numbers, texts and brackets together
    std::size_t bytes = 64UL << 20U;  // of a file
};

// Throws TextError at its line and column where the text exceeds a limit or is no JSON. `source` names it in the error.
nlohmann::json parseJson(std::string_view text, const std::string& source, const JsonLimits& limits = {});

// The first of the text's bytes that exceeds a limit, and which; nothing where all are kept. For parsers that have
// sentences of their own.
struct JsonExcess {
    std::size_t offset = 0;
    std::string problem;  // empty: none
};
JsonExcess excessOf(std::string_view text, const JsonLimits& limits = {});

// A value as an error quotes it: no longer than a line, whatever its text is.
std::string quotedJson(const nlohmann::json& value);

// A whole file as bytes, of which one more than the limit is read at most. Throws FileError that names what `what` is
// ("the session cannot be read").
std::string readJsonFile(const std::filesystem::path& path, const std::string& what, const JsonLimits& limits = {});

}  // namespace kg
