// The options that say what to compute and how: shared by the subcommands that run or plan a chain.
#pragma once

#include "filter/chain.h"
#include "plan/planner.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace kg {

// --chain TEXT, --session FILE and -f FILTER, any number of each; their filters follow one another as they stand on
// the command line. --trust-source opens what a session names beyond files and devices. --light, --strategy,
// --precision and --budget; a session brings its own, and options override it.
class ChainOptions {
public:
    // Declares the options on a parser that must outlive this object. `settings` are the names of those that a
    // command takes, of light, strategy, precision and budget.
    void declare(CLI::App& parser, const std::vector<std::string>& settings);

    // Reads texts and sessions, once parsing is done. Throws UsageError for texts that do not parse, and what
    // readSession throws.
    void read();

    const Chain& chain() const { return m_chain; }
    const PlanSettings& settings() const { return m_settings; }
    // The source of the last session; empty where none has one. Throws Error where it is one that needs trust
    // (source/source.h) and --trust-source was not said.
    const std::string& source() const;
    // The input that a person typed, or else the session's source.
    std::string inputOr(const std::string& typed) const;

private:
    void readChains();
    void readSettings();

    const CLI::App* m_parser = nullptr;
    const CLI::Option* m_textOption = nullptr;
    const CLI::Option* m_sessionOption = nullptr;
    const CLI::Option* m_filterOption = nullptr;
    std::vector<std::string> m_texts;
    std::vector<std::string> m_sessions;
    std::vector<std::string> m_filters;
    std::optional<std::string> m_light;
    std::optional<std::string> m_strategy;
    std::optional<std::string> m_precision;
    std::optional<double> m_budget;

    Chain m_chain;
    PlanSettings m_settings;
    std::string m_source;
    bool m_trustSource = false;
};

}  // namespace kg
