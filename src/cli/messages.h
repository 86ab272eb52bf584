// Messages: what the command line says to people, on standard error.
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>
#include <utility>

namespace kg {

// A command line that makes no sense.
class UsageError : public Error {
public:
    using Error::Error;
};

// "kernelglass: error: ...", one line a problem; control characters are shown, not sent.
void printError(std::string_view sentence);

// "kernelglass: note: ..." for what is no error.
void printNote(std::string_view sentence);

// What an option's value means; an Error on the way becomes a UsageError that names the option.
template <typename Meaning>
auto meaningOf(const std::string& option, Meaning&& meaning) {
    try {
        return std::forward<Meaning>(meaning)();
    } catch (const Error& error) {
        const bool named = error.where().empty() || "--" + error.where() == option;
        throw UsageError(error.problem(), named ? option : option + ", " + error.where(), error.advice());
    }
}

}  // namespace kg
