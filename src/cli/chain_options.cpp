#include "cli/chain_options.h"

#include "app/session.h"
#include "cli/messages.h"
#include "source/source.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

namespace kg {

namespace {

// An option that may stand several times and takes one value each time.
CLI::Option* addRepeated(CLI::App& parser, const std::string& names, std::vector<std::string>& values,
                         const std::string& description, const std::string& placeholder) {
    return parser.add_option(names, values, description)->allow_extra_args(false)->type_name(placeholder);
}

// ", direct, separable ... or fft".
std::string strategyNames() {
    std::string names;
    for (const Strategy strategy : allStrategies()) {
        names += fmt::format("{}{}", strategy == allStrategies().back() ? " or " : ", ", strategyName(strategy));
    }
    return names;
}

}  // namespace

void ChainOptions::declare(CLI::App& parser, const std::vector<std::string>& settings) {
    m_parser = &parser;
    m_textOption = addRepeated(parser, "--chain", m_texts, "Filters joined by |, such as 'box size=3 | sobel'", "TEXT");
    m_sessionOption = addRepeated(parser, "--session", m_sessions, "A session file, its chain and settings", "FILE");
    m_filterOption = addRepeated(parser, "-f,--filter", m_filters, "One filter, such as 'gaussian sigma=2'", "FILTER");
    parser.add_flag("--trust-source", m_trustSource,
                    "Open a session's source also where it is an address or a graph of FFmpeg's filters");

    const auto takes = [&](const char* name) {
        return std::find(settings.begin(), settings.end(), name) != settings.end();
    };
    if (takes("light")) {
        parser.add_option("--light", m_light, "What is filtered: encoded (values as stored) or linear")
            ->type_name("LIGHT");
    }
    if (takes("strategy")) {
        parser.add_option("--strategy", m_strategy, "auto" + strategyNames())->type_name("STRATEGY");
    }
    if (takes("precision")) {
        parser.add_option("--precision", m_precision, "Floats between passes: auto, half or full")
            ->type_name("PRECISION");
    }
    if (takes("budget")) {
        parser.add_option("--budget", m_budget, "Largest error of automatic choices, in steps of 1/255")
            ->type_name("LSB")
            ->check(CLI::Validator(CLI::NonNegativeNumber).description(""));
    }
}

void ChainOptions::read() {
    readChains();
    readSettings();
}

void ChainOptions::readChains() {
    std::size_t text = 0;
    std::size_t session = 0;
    std::size_t filter = 0;
    for (const CLI::Option* option : m_parser->parse_order()) {
        if (option == m_textOption) {
            const std::string& value = m_texts[text++];
            const Chain chain = meaningOf("--chain", [&] { return parseChain(value); });
            m_chain.insert(m_chain.end(), chain.begin(), chain.end());
        } else if (option == m_filterOption) {
            const std::string& value = m_filters[filter++];
            m_chain.push_back(meaningOf(fmt::format("-f '{}'", value), [&] { return parseFilter(value); }));
        } else if (option == m_sessionOption) {
            const Document document = readSession(m_sessions[session++]);
            m_chain.insert(m_chain.end(), document.chain.begin(), document.chain.end());
            m_settings = document.settings;
            m_source = document.source;
        }
    }
}

const std::string& ChainOptions::source() const {
    if (needsTrust(m_source) && !m_trustSource) {
        throw Error("the session's source reaches beyond files of this machine, and so is not opened by itself",
                    m_source, "Say --trust-source if you know what it does.");
    }
    return m_source;
}

std::string ChainOptions::inputOr(const std::string& typed) const {
    return typed.empty() ? source() : typedSource(typed);
}

void ChainOptions::readSettings() {
    if (m_light) {
        m_settings.light = meaningOf("--light", [&] { return lightFromName(*m_light); });
    }
    if (m_strategy) {
        m_settings.strategy = meaningOf("--strategy", [&] { return strategyFromName(*m_strategy); });
    }
    if (m_precision) {
        m_settings.precision = meaningOf("--precision", [&] { return precisionFromName(*m_precision); });
    }
    if (m_budget) {
        m_settings.budget = *m_budget;
    }
}

}  // namespace kg
