#include "kernel/text/pasted_text.h"

#include "kernel/text/array_text.h"
#include "kernel/text/kernel_json.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/kernel_text_scanner.h"
#include "kernel/text/table_text.h"

#include <algorithm>
#include <string>
#include <utility>

namespace kg {

namespace {

constexpr std::string_view kSpaces = " \t\r\n\v\f";

std::string_view trimmed(std::string_view text, std::string_view spaces) {
    const std::size_t first = text.find_first_not_of(spaces);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

// A JSON parser builds what is nested before anyone can refuse it. Brackets deeper than any kernel's are left to the
// parser of arrays, which counts them.
bool mayBeJson(std::string_view body) {
    const std::string_view head = body.substr(0, 64);
    if ((body.front() != '{' && body.front() != '[') || std::count(head.begin(), head.end(), '[') >= 8) {
        return false;
    }
    const std::size_t inside = body.find_first_not_of("[{ \t\r\n");
    const bool key = inside != std::string_view::npos && body[inside] == '"' && contains(body.substr(0, inside), "{");
    return key || contains(body, "\"weights\"");
}

// Arrays have brackets. So does an expression, but behind a call's name, its colon and an argument.
bool looksLikeArray(std::string_view body) {
    const std::size_t bracket = body.find_first_of("[{(");
    if (bracket == std::string_view::npos) {
        return false;
    }
    const std::string_view before = body.substr(0, bracket);
    const std::size_t colon = before.find(':');
    const bool call = isTextLetter(body.front()) && colon != std::string_view::npos && !contains(before, "::") &&
                      contains(before.substr(colon), "=");
    return !call;
}

}  // namespace

std::vector<Kernel> parsePasted(std::string_view pasted) {
    const std::string plain = withPlainMinus(pasted);
    const std::string_view text = plain;
    const std::string_view body = trimmed(text, kSpaces);
    if (body.empty() || text.size() > kMaxKernelText) {
        return parseKernels(text);  // refuses it
    }
    if (mayBeJson(body)) {
        const auto start = static_cast<std::size_t>(body.data() - text.data());
        if (auto kernels = parseKernelJson(text.substr(0, start + body.size()), start)) {
            return std::move(*kernels);
        }
    }
    if (looksLikeArray(body)) {
        return parseArrays(text);
    }
    // A tab at either end is an empty field.
    if (auto kernels = parseTables(trimmed(text, " \r\n"))) {
        return std::move(*kernels);
    }
    return parseKernels(text);
}

}  // namespace kg
