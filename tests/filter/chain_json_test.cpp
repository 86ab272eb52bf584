#include "filter/chain_json.h"

#include "filter/expect_error.h"
#include "filter/random_chain.h"
#include "filter/registry.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace kg {
namespace {

using nlohmann::json;
using test::errorOf;

TEST(ChainJson, RandomChainsReadBackExactlyThroughText) {
    std::mt19937 random(21);
    for (int i = 0; i < 200; ++i) {
        const Chain chain = test::randomChain(random);
        EXPECT_EQ(chainFromJson(json::parse(chainToJson(chain).dump())), chain);
    }
}

TEST(ChainJson, HasTheFormOfSessions) {
    const json list = chainToJson(parseChain("box size=3 border=wrap mix=0.5 enabled=false"));
    EXPECT_EQ(list, json::parse(R"([{"filter": "box", "enabled": false, "mix": 0.5, "params":
        {"size": 3, "height": 0, "channels": "rgba", "border": "wrap", "border_color": [0.0, 0.0, 0.0, 1.0]}}])"));
    EXPECT_TRUE(list[0]["params"]["size"].is_number_integer());
}

TEST(ChainJson, MissingKeysHaveTheirDefaultsAndUnknownOnesAreIgnored) {
    EXPECT_EQ(chainFromJson(json::parse(R"([{"filter": "box", "note": "mine"}])")), Chain{makeFilter("box")});
}

TEST(ChainJson, ErrorsNameTheItemAndTheKey) {
    const auto sentence = [](const char* text) { return errorOf([&] { chainFromJson(json::parse(text)); }); };
    EXPECT_EQ(sentence("{}"), "chain: expected a list of filters");
    EXPECT_EQ(sentence(R"([{"filter": "box"}, 3])"), "chain, filter 2: expected an object");
    EXPECT_EQ(sentence(R"([{}])"), "chain, filter 1, filter: expected the name of a filter");
    EXPECT_EQ(sentence(R"([{"filter": "bax"}])"), "chain, filter 1: there is no filter \"bax\". Did you mean box?");
    EXPECT_EQ(sentence(R"([{"filter": "box", "params": []}])"), "chain, filter 1, params: expected an object");
    EXPECT_EQ(sentence(R"([{"filter": "box", "params": {"size": 0}}])"), "chain, filter 1, size: 0 is outside 1..255");
    EXPECT_EQ(sentence(R"([{"filter": "box", "params": {"size": "3"}}])"),
              "chain, filter 1, size: expected a value of type integer, not \"3\"");
    EXPECT_EQ(sentence(R"([{"filter": "box", "params": {"border_color": [1, 2]}}])"),
              "chain, filter 1, border_color: expected a value of type color, not [1,2]");
    EXPECT_EQ(sentence(R"([{"filter": "box", "params": {"border_color": [0, 0, 0, "x"]}}])"),
              "chain, filter 1, border_color: expected a color, four numbers");
    EXPECT_EQ(sentence(R"([{"filter": "box", "params": {"sigma": 1}}])").substr(0, 36),
              "chain, filter 1: box has no \"sigma\";");
    EXPECT_EQ(sentence(R"([{"filter": "box", "mix": 3}])"), "chain, filter 1, mix: 3 is outside 0..1");
    EXPECT_EQ(sentence(R"([{"filter": "box", "enabled": 1}])"),
              "chain, filter 1, enabled: expected a value of type boolean, not 1");
    EXPECT_NE(sentence(R"([{"filter": "convolve", "params": {"kernel": "x y"}}])").find("kernel line 1, column 1"),
              std::string::npos);
}

TEST(ParameterJson, DescribesEveryParameter) {
    for (const FilterKind& kind : filterKinds()) {
        for (const Parameter& parameter : kind.parameters) {
            const json description = parameterToJson(parameter);
            EXPECT_EQ(description["id"], parameter.id);
            EXPECT_FALSE(description["tooltip"].get<std::string>().empty()) << kind.id << ' ' << parameter.id;
            EXPECT_EQ(description.contains("options"), parameter.type == ParameterType::Choice);
        }
    }
    EXPECT_EQ(parameterToJson(filterKind("gaussian").parameter("sigma")),
              json::parse(R"({"id": "sigma", "label": "Sigma", "type": "number", "default": 2.0, "unit": "px",
                  "tooltip": "Standard deviation of the Gaussian: how far it reaches.",
                  "range": [0.0, 1000.0], "ui_range": [0.0, 10.0], "curve": "logarithmic"})"));
}

}  // namespace
}  // namespace kg
