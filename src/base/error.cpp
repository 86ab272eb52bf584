#include "base/error.h"

#include <fmt/format.h>

#include <utility>

namespace kg {

namespace {

std::string sentence(const std::string& what, const std::string& where, const std::string& advice) {
    std::string text = where.empty() ? what : where + ": " + what;
    if (!advice.empty()) {
        text += ". " + advice;
    }
    return text;
}

}  // namespace

Error::Error(const std::string& what, std::string where, std::string advice)
    : std::runtime_error(sentence(what, where, advice)),
      m_problem(what),
      m_where(std::move(where)),
      m_advice(std::move(advice)) {}

TextError::TextError(const std::string& what, const std::string& source, int line, int column, std::string advice)
    : Error(what, fmt::format("{} line {}, column {}", source, line, column), std::move(advice)),
      m_line(line),
      m_column(column) {}

}  // namespace kg
