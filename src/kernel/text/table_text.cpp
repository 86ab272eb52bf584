#include "kernel/text/table_text.h"

#include "base/error.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/kernel_text_scanner.h"

#include <fmt/format.h>

#include <algorithm>

namespace kg {

namespace {

constexpr std::string_view kOriginMark = "# origin:";
constexpr std::string_view kBetweenTables = "\n;\n";

bool isTableCharacter(char c) {
    return isTextDigit(c) || isTextSpace(c) || contains(".,;+-eE", {&c, 1});
}

// What separates the fields of a table, where the text is one that kernel text would read otherwise.
std::optional<char> separatorOf(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), isTableCharacter)) {
        return std::nullopt;
    }
    if (contains(text, "\t")) {
        return '\t';
    }
    const bool lines = contains(text, "\n");
    const bool decimalCommas = contains(text, ",") && !contains(text, ".");
    if (contains(text, ";") && !contains(text, " ") && (decimalCommas || (lines && !contains(text, ",")))) {
        return ';';
    }
    const bool emptyFields = contains(text, ",,") || contains(text, ",\n") || contains(text, ",\r") ||
                             contains(text, "\n,") || text.front() == ',' || text.back() == ',';
    return lines && emptyFields ? std::optional(',') : std::nullopt;
}

// As kernel text, whose parser says in its own words what is wrong: absent fields become "nan", decimal commas points.
std::string asKernelText(std::string_view table, char separator) {
    std::string rows;
    std::string field;
    const auto endField = [&] {
        const bool absent = std::all_of(field.begin(), field.end(), isTextSpace);
        rows += absent ? "nan" : field;
        field.clear();
    };
    for (const char c : table) {
        if (c == separator || c == '\n') {
            endField();
            rows += c == '\n' ? '\n' : ' ';
        } else if (c != '\r') {
            field += c == ',' ? '.' : c;
        }
    }
    endField();
    return rows;
}

// linesBefore: what errors count in front of the table.
Kernel parseTable(std::string_view table, std::size_t linesBefore) {
    const std::optional<char> separator = separatorOf(table);
    return parseKernel(std::string(linesBefore, '\n') +
                       (separator ? asKernelText(table, *separator) : std::string(table)));
}

// A table, perhaps behind a line that places its origin.
Kernel parseMarkedTable(std::string_view part, std::size_t linesBefore) {
    if (!part.starts_with(kOriginMark)) {
        return parseTable(part, linesBefore);
    }
    const std::string lines = std::string(linesBefore, '\n') + std::string(part);
    KernelTextScanner scanner(lines, "pasted text");
    const auto take = [&](std::string_view what) {
        scanner.skipSpaces();
        return scanner.takeCount(what, Kernel::kMaxLength);
    };
    scanner.advance(linesBefore + kOriginMark.size());
    const int x = take("the origin's column");
    scanner.take(',');
    const int y = take("the origin's row");
    if (!scanner.take('\n')) {
        scanner.fail(scanner.offset(), fmt::format("{} found, a new line was expected", scanner.quoteNext()));
    }
    const Kernel kernel = parseTable(scanner.rest(), linesBefore + 1);
    return {kernel.width(), kernel.height(), kernel.cells(), x, y};
}

}  // namespace

std::string printTable(const Kernel& kernel) {
    std::string text;
    if (kernel.originX() != (kernel.width() - 1) / 2 || kernel.originY() != (kernel.height() - 1) / 2) {
        text = fmt::format("{} {}, {}\n", kOriginMark, kernel.originX(), kernel.originY());
    }
    const auto width = static_cast<std::size_t>(kernel.width());
    for (std::size_t i = 0; i < kernel.cells().size(); ++i) {
        // The space tells a row of nine weights from ImageMagick's first form of a 3x3 kernel.
        text += i == 0 ? "" : i % width == 0 ? "\n" : ", ";
        text += printWeight(kernel.cells()[i]);
    }
    return text;
}

std::optional<std::vector<Kernel>> parseTables(std::string_view text) {
    if (!contains(text, kOriginMark) && !contains(text, kBetweenTables) && !separatorOf(text)) {
        return std::nullopt;
    }
    std::vector<Kernel> kernels;
    std::size_t lines = 0;
    while (!text.empty()) {
        if (kernels.size() == kMaxKernels) {
            throw Error(fmt::format("more than {} kernels in a list", kMaxKernels), "pasted text");
        }
        const std::size_t end = std::min(text.find(kBetweenTables), text.size());
        kernels.push_back(parseMarkedTable(text.substr(0, end), lines));
        const std::size_t next = std::min(end + kBetweenTables.size(), text.size());
        lines +=
            static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
        text.remove_prefix(next);
    }
    return kernels;
}

}  // namespace kg
