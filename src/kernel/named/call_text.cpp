#include "kernel/named/call_text.h"

#include "base/error.h"
#include "base/nearest.h"
#include "kernel/text/kernel_text_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

// Reads the arguments of one call.
class CallParser {
public:
    CallParser(KernelTextScanner& scanner, const NamedKernel& named) : m_scanner(scanner), m_call(callOf(named)) {}

    KernelCall parse();

private:
    bool atEnd() const { return m_scanner.atEnd() || m_scanner.peek() == ';'; }
    bool atMark() const { return rotationFromMark(m_scanner.peek()) != Rotation::None; }
    bool allGiven() const { return m_next == m_call.named->arguments.size(); }
    void takeArgument();
    void takeSeparator();
    std::size_t takeName();
    double takeValue(const KernelArgument& argument);
    double takeChoice(const KernelArgument& argument);
    void takeExpression();
    std::string words() const;

    KernelTextScanner& m_scanner;
    KernelCall m_call;
    std::size_t m_next = 0;  // the argument that a bare value belongs to
};

KernelCall CallParser::parse() {
    const NamedKernel& named = *m_call.named;
    const auto skipSeparators = [this] {
        while (isTextSpace(m_scanner.peek()) || m_scanner.peek() == ',' || m_scanner.peek() == ':') {
            m_scanner.advance();
        }
    };
    skipSeparators();
    while (!atEnd() && !atMark()) {
        if (allGiven() && named.takesExpression) {
            takeExpression();
            break;
        }
        takeArgument();
        takeSeparator();
    }
    if (atMark()) {
        m_call.rotation = rotationFromMark(m_scanner.peek());
        m_scanner.advance();
    }
    m_scanner.skipSpaces();
    if (!atEnd()) {
        m_scanner.fail(m_scanner.offset(), fmt::format("{} found, the end of the kernel {} was expected",
                                                       m_scanner.quoteNext(), named.name));
    }
    return std::move(m_call);
}

// What the arguments are called, for advice.
std::string CallParser::words() const {
    const NamedKernel& named = *m_call.named;
    if (named.arguments.empty()) {
        return fmt::format("{} takes no arguments.", named.name);
    }
    std::string list;
    for (const KernelArgument& argument : named.arguments) {
        list += (list.empty() ? "" : ", ") + argument.id;
    }
    return fmt::format("{} takes {}{}.", named.name, list, named.takesExpression ? " and an expression" : "");
}

void CallParser::takeArgument() {
    const NamedKernel& named = *m_call.named;
    const std::size_t start = m_scanner.offset();
    std::size_t index = m_next;
    if (named.form == CallForm::Named) {
        const std::size_t called = isTextLetter(m_scanner.peek()) ? takeName() : named.arguments.size();
        // What has no "id=" is an expression where one is taken, and else belongs to the next argument.
        if (called == named.arguments.size() && named.takesExpression) {
            takeExpression();
            return;
        }
        index = called < named.arguments.size() ? called : m_next;
    }
    if (index >= named.arguments.size() && named.form == CallForm::Geometry && m_scanner.atNumber()) {
        m_scanner.takeNumber();  // ImageMagick reads more numbers than a name needs
        return;
    }
    if (index >= named.arguments.size()) {
        m_scanner.fail(start, fmt::format("one argument too many for {}", named.name), words());
    }
    m_call.values[index] = takeValue(named.arguments[index]);
    m_next = index + 1;
}

// Passes over "id=" and returns the argument's index; passes over nothing where no "=" follows.
std::size_t CallParser::takeName() {
    const NamedKernel& named = *m_call.named;
    const std::string_view rest = m_scanner.rest();
    const auto isNamePart = [](char c) { return isTextLetter(c) || isTextDigit(c) || c == '_'; };
    const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), isNamePart) - rest.begin());
    if (length == rest.size() || rest[length] != '=' || (length + 1 < rest.size() && rest[length + 1] == '=')) {
        return named.arguments.size();
    }
    const std::string_view id = rest.substr(0, length);
    const auto found = std::find_if(named.arguments.begin(), named.arguments.end(),
                                    [=](const KernelArgument& argument) { return argument.id == id; });
    if (found == named.arguments.end()) {
        const std::size_t start = m_scanner.offset();
        m_scanner.advance(length);
        std::vector<std::string> ids;
        for (const KernelArgument& argument : named.arguments) {
            ids.push_back(argument.id);
        }
        m_scanner.fail(start, fmt::format("{} has no argument {}", named.name, m_scanner.quoteFrom(start)),
                       suggestion(m_scanner.since(start), ids, fmt::format("arguments of {}", named.name)));
    }
    m_scanner.advance(length + 1);
    return static_cast<std::size_t>(found - named.arguments.begin());
}

double CallParser::takeValue(const KernelArgument& argument) {
    const std::size_t start = m_scanner.offset();
    if (!argument.choices.empty() && isTextLetter(m_scanner.peek())) {
        return takeChoice(argument);
    }
    if (!m_scanner.atNumber()) {
        m_scanner.fail(start,
                       fmt::format("{} found, {} of {} was expected", m_scanner.quoteNext(),
                                   argument.choices.empty() ? "the number " + argument.id : "the word " + argument.id,
                                   m_call.named->name),
                       words());
    }
    const double value = m_scanner.takeNumber();
    if (!(value >= argument.lowest && value <= argument.highest)) {
        m_scanner.fail(start, fmt::format("{} is {}, {} to {} was expected", argument.id, value, argument.lowest,
                                          argument.highest));
    }
    const bool cut = m_call.named->form == CallForm::Geometry;
    if (argument.whole && !cut && value != std::floor(value)) {
        m_scanner.fail(start, fmt::format("{} is {}, a whole number was expected", argument.id, value));
    }
    return value;
}

double CallParser::takeChoice(const KernelArgument& argument) {
    const std::size_t start = m_scanner.offset();
    while (isTextLetter(m_scanner.peek()) || isTextDigit(m_scanner.peek()) || m_scanner.peek() == '-' ||
           m_scanner.peek() == '_') {
        m_scanner.advance();
    }
    const std::string_view quoted = m_scanner.since(start);
    const auto found = std::find(argument.choices.begin(), argument.choices.end(), quoted);
    if (found == argument.choices.end()) {
        m_scanner.fail(start,
                       fmt::format("{} is no {} of {}", m_scanner.quoteFrom(start), argument.id, m_call.named->name),
                       suggestion(quoted, argument.choices, fmt::format("choices of {}", argument.id)));
    }
    return static_cast<double>(found - argument.choices.begin());
}

void CallParser::takeExpression() {
    const std::size_t start = m_scanner.offset();
    while (!atEnd()) {
        m_scanner.advance();
    }
    std::string_view text = m_scanner.since(start);
    while (!text.empty() && isTextSpace(text.back())) {
        text.remove_suffix(1);
    }
    m_call.expression = std::string(text);
}

void CallParser::takeSeparator() {
    const bool geometry = m_call.named->form == CallForm::Geometry;
    const std::size_t start = m_scanner.offset();
    m_scanner.skipSpaces();
    const char next = m_scanner.peek();
    const bool separates = next == ',' || (geometry && (next == 'x' || next == 'X' || next == ':'));
    if (separates) {
        m_scanner.advance();
        m_scanner.skipSpaces();
        return;
    }
    const bool signedNext = geometry && (next == '+' || next == '-');
    if (!atEnd() && !atMark() && !signedNext && m_scanner.offset() == start) {
        m_scanner.fail(start, fmt::format("{} found after an argument of {}, a comma was expected",
                                          m_scanner.quoteNext(), m_call.named->name));
    }
}

}  // namespace

KernelCall takeCall(KernelTextScanner& scanner) {
    const std::size_t start = scanner.offset();
    const auto continuesName = [](char c) { return isTextLetter(c) || isTextDigit(c) || c == '-' || c == '_'; };
    while (continuesName(scanner.peek())) {
        scanner.advance();
    }
    const std::string_view name = scanner.since(start);
    const NamedKernel* named = findNamedKernel(name);
    if (named == nullptr) {
        const std::string nearest = nearestKernelName(name);
        scanner.fail(start, fmt::format("{} is no kernel's name", scanner.quoteFrom(start)),
                     nearest.empty() ? "A kernel is a name such as \"Gaussian:0x2\", a size and weights such as "
                                       "\"3x3: ...\", or rows of weights."
                                     : fmt::format("Did you mean {}?", nearest));
    }
    return CallParser(scanner, *named).parse();
}

std::optional<KernelCall> callFrom(std::string_view kernelText) {
    KernelTextScanner scanner(kernelText, "kernel");
    scanner.skipSpaces();
    if (!isTextLetter(scanner.peek()) || kernelText.find(';') != std::string_view::npos) {
        return std::nullopt;
    }
    try {
        return takeCall(scanner);
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace kg
