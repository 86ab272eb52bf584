// Parses chain text. The grammar, with spaces and newlines between all words:
//
//     chain  = [ filter { "|" filter } ]
//     filter = name { key "=" value }
//     value  = { any but space, "|" and quote } | quote { any, with \" and \\ for quote and backslash } quote
#include "base/error.h"
#include "base/nearest.h"
#include "filter/chain.h"
#include "filter/registry.h"

#include <fmt/format.h>

#include <cstddef>
#include <set>
#include <utility>

namespace kg {

namespace {

bool isSpace(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

bool isNameCharacter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' || character == '-';
}

// Bytes that continue a UTF-8 character do not count as columns.
bool startsCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

struct Place {
    int line = 1;
    int column = 1;
};

Place placeOf(std::string_view text, std::size_t offset) {
    Place place;
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if (startsCharacter(text[i])) {
            ++place.column;
        }
    }
    return place;
}

// The offset of a place; the text's end where it has no such place.
std::size_t offsetOf(std::string_view text, const Place& wanted) {
    Place place;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (startsCharacter(text[i]) &&
            (place.line > wanted.line || (place.line == wanted.line && place.column >= wanted.column))) {
            return i;
        }
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if (startsCharacter(text[i])) {
            ++place.column;
        }
    }
    return text.size();
}

class ChainParser {
public:
    explicit ChainParser(std::string_view text) : m_text(text) {}

    Chain chain();
    Filter onlyFilter();

private:
    // A value without its quotes, and where each of its bytes, and its end, stand in the text.
    struct QuotableValue {
        std::string text;
        std::vector<std::size_t> offsets;
    };

    Filter filter();
    std::string name(std::string_view expected);
    const FilterKind& kind();
    void setting(Filter& filter, const FilterKind& kind, std::set<std::string>& seen);
    const Parameter& parameter(const FilterKind& kind, const std::string& key, std::size_t offset) const;
    QuotableValue value(const std::string& key);
    void quotedValue(QuotableValue& value, const std::string& key);
    void checkGrammar(const Parameter& parameter, const QuotableValue& value) const;

    void skipSpaces();
    bool atEnd() const { return m_offset == m_text.size(); }
    bool at(char character) const { return !atEnd() && m_text[m_offset] == character; }
    std::string quoteNext() const;
    [[noreturn]] void fail(std::size_t offset, const std::string& problem, std::string advice = {}) const;
    // Says where in the text an error of another part lies.
    [[noreturn]] void fail(std::size_t offset, const Error& error) const;

    std::string_view m_text;
    std::size_t m_offset = 0;
};

Chain ChainParser::chain() {
    Chain chain;
    skipSpaces();
    if (atEnd()) {
        return chain;
    }
    chain.push_back(filter());
    while (at('|')) {
        if (chain.size() == kMaxFilters) {
            fail(m_offset, fmt::format("a chain has {} filters at most", kMaxFilters));
        }
        ++m_offset;
        skipSpaces();
        chain.push_back(filter());
    }
    return chain;
}

Filter ChainParser::onlyFilter() {
    skipSpaces();
    Filter only = filter();
    if (at('|')) {
        fail(m_offset, "expected one filter, not a chain");
    }
    return only;
}

// Ends at a bar or at the end of the text.
Filter ChainParser::filter() {
    const std::size_t start = m_offset;
    const FilterKind& known = kind();
    Filter filter{.kind = known.id};
    std::set<std::string> seen;
    for (skipSpaces(); !atEnd() && !at('|'); skipSpaces()) {
        setting(filter, known, seen);
    }
    try {
        known.bank(filter);
    } catch (const Error& error) {
        fail(start, error);
    }
    return filter;
}

const FilterKind& ChainParser::kind() {
    const std::size_t start = m_offset;
    const std::string id = name("a filter's name");
    try {
        return filterKind(id);
    } catch (const Error& error) {
        fail(start, error);
    }
}

std::string ChainParser::name(std::string_view expected) {
    const std::size_t start = m_offset;
    while (!atEnd() && isNameCharacter(m_text[m_offset])) {
        ++m_offset;
    }
    if (m_offset == start) {
        fail(start, fmt::format("expected {}, not {}", expected, quoteNext()));
    }
    return std::string(m_text.substr(start, m_offset - start));
}

void ChainParser::setting(Filter& filter, const FilterKind& kind, std::set<std::string>& seen) {
    const std::size_t keyOffset = m_offset;
    const std::string key = name("key=value or |");
    const Parameter& described = parameter(kind, key, keyOffset);
    if (!seen.insert(key).second) {
        fail(keyOffset, fmt::format("{} is set twice", key));
    }
    if (!at('=')) {
        fail(m_offset, fmt::format("expected = after {}, not {}", key, quoteNext()));
    }
    ++m_offset;
    const std::size_t valueOffset = m_offset;
    const QuotableValue written = value(key);
    try {
        Value parsed = parseValue(described, written.text);
        if (&described == &mixParameter()) {
            filter.mix = std::get<double>(parsed);
        } else if (&described == &enabledParameter()) {
            filter.enabled = std::get<bool>(parsed);
        } else {
            checkGrammar(described, written);
            filter.values[key] = std::move(parsed);
        }
    } catch (const TextError&) {
        throw;
    } catch (const Error& error) {
        fail(valueOffset, error);
    }
}

const Parameter& ChainParser::parameter(const FilterKind& kind, const std::string& key, std::size_t offset) const {
    if (const Parameter* found = kind.findParameter(key)) {
        return *found;
    }
    std::vector<std::string> keys;
    for (const Parameter& known : kind.parameters) {
        keys.push_back(known.id);
    }
    for (const Parameter* shared : {&mixParameter(), &enabledParameter()}) {
        if (shared->id == key) {
            return *shared;
        }
        keys.push_back(shared->id);
    }
    const std::string nearest = nearestWord(key, keys);
    fail(offset, fmt::format("{} has no \"{}\"; its keys are {}", kind.id, key, joinWords(keys)),
         nearest.empty() ? "" : fmt::format("Did you mean {}?", nearest));
}

ChainParser::QuotableValue ChainParser::value(const std::string& key) {
    QuotableValue value;
    if (at('"')) {
        quotedValue(value, key);
        return value;
    }
    for (; !atEnd() && !isSpace(m_text[m_offset]) && !at('|'); ++m_offset) {
        if (at('"')) {
            fail(m_offset, fmt::format("a quote inside the value of {}; expected quotes around all of it", key));
        }
        value.offsets.push_back(m_offset);
        value.text += m_text[m_offset];
    }
    if (value.text.empty()) {
        fail(m_offset, fmt::format("expected a value after {}=, not {}", key, quoteNext()));
    }
    value.offsets.push_back(m_offset);
    return value;
}

void ChainParser::quotedValue(QuotableValue& value, const std::string& key) {
    const std::size_t start = m_offset++;
    for (; !at('"'); ++m_offset) {
        value.offsets.push_back(m_offset);
        if (at('\\')) {
            ++m_offset;
            if (!atEnd() && !at('"') && !at('\\')) {
                fail(m_offset - 1, "expected \\\" or \\\\ after a backslash in quotes");
            }
        }
        if (atEnd()) {
            fail(start, fmt::format("the quote of {} is never closed", key));
        }
        value.text += m_text[m_offset];
    }
    value.offsets.push_back(m_offset);
    ++m_offset;
    if (!atEnd() && !isSpace(m_text[m_offset]) && !at('|')) {
        fail(m_offset, fmt::format("expected a space or | after the quoted value of {}, not {}", key, quoteNext()));
    }
}

// A text inside the text names its own place, and stands at one of ours.
void ChainParser::checkGrammar(const Parameter& parameter, const QuotableValue& value) const {
    if (!parameter.grammar) {
        return;
    }
    try {
        parameter.grammar(value.text);
    } catch (const TextError& error) {
        const std::size_t inner = offsetOf(value.text, {error.line(), error.column()});
        fail(value.offsets[inner], error);
    } catch (const Error& error) {
        fail(value.offsets.front(), Error(error.what(), parameter.id));
    }
}

void ChainParser::skipSpaces() {
    while (!atEnd() && isSpace(m_text[m_offset])) {
        ++m_offset;
    }
}

std::string ChainParser::quoteNext() const {
    if (atEnd()) {
        return "the end";
    }
    std::size_t end = m_offset + 1;
    while (end < m_text.size() && !startsCharacter(m_text[end])) {
        ++end;
    }
    return fmt::format("\"{}\"", m_text.substr(m_offset, end - m_offset));
}

void ChainParser::fail(std::size_t offset, const std::string& problem, std::string advice) const {
    const Place place = placeOf(m_text, offset);
    throw TextError(problem, "chain", place.line, place.column, std::move(advice));
}

void ChainParser::fail(std::size_t offset, const Error& error) const {
    fail(offset, error.where().empty() ? error.problem() : error.where() + ": " + error.problem(), error.advice());
}

}  // namespace

Chain parseChain(std::string_view text) {
    return ChainParser(text).chain();
}

Filter parseFilter(std::string_view text) {
    return ChainParser(text).onlyFilter();
}

}  // namespace kg
