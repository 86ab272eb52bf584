#include "ui/lab/generator_view.h"

#include "base/text.h"
#include "kernel/named/call_text.h"
#include "ui/number_field.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

#include <fmt/format.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace kg::ui {

namespace {

constexpr float kListWidth = 168;
constexpr float kGeneratorLabelColumn = 88;

bool matches(const NamedKernel& named, const std::string& query) {
    std::string all = named.name + " " + named.label + " " + named.summary;
    for (const std::string& keyword : named.keywords) {
        all += " " + keyword;
    }
    return lowered(all).find(lowered(query)) != std::string::npos;
}

void applyCall(Panel& panel, int filter, const KernelCall& call, std::string group = {}) {
    panel.workspace.apply(edits::setKernelText(filter, "Set " + call.named->name, printCall(call), std::move(group)));
}

// A row of one argument; true where it was changed.
void argumentRow(Panel& panel, const KernelSubject& subject, std::size_t index) {
    KernelCall call = *subject.call;
    const KernelArgument& argument = call.named->arguments[index];
    double& value = call.values[index];
    ImGui::PushID(argument.id.c_str());
    formLabel(panel, argument.label, argument.tooltip, panel.px(kGeneratorLabelColumn));
    if (!argument.choices.empty()) {
        if (beginCombo(panel, "##choice", argument.choices[static_cast<std::size_t>(value)])) {
            for (std::size_t i = 0; i < argument.choices.size(); ++i) {
                if (ImGui::Selectable(argument.choices[i].c_str(), static_cast<double>(i) == value)) {
                    value = static_cast<double>(i);
                    applyCall(panel, subject.filter, call);
                }
            }
            ImGui::EndCombo();
        }
    } else {
        const NumberChange change = slider(panel, "value",
                                           {.value = value,
                                            .comfort = {argument.comfortLowest, argument.comfortHighest},
                                            .whole = argument.whole,
                                            .unit = argument.unit,
                                            .initial = argument.initial});
        if (change.kind == NumberChange::Kind::Reset) {
            value = argument.initial;
            applyCall(panel, subject.filter, call);
        } else if (change.kind == NumberChange::Kind::Set) {
            value = change.value;
            applyCall(panel, subject.filter, call, change.group + argument.id);
        }
        if (!change.problem.empty()) {
            panel.workspace.report(change.problem);
        }
    }
    panel.places.note("lab.argument." + argument.id);
    ImGui::PopID();
}

void expressionRow(Panel& panel, const KernelSubject& subject) {
    const auto callWith = [&](const std::string& text) {
        KernelCall call = *subject.call;
        call.expression = text;
        return printCall(call);
    };
    formLabel(panel, "Expression", "Of x, y, r and theta, from the origin: exp(-r^2/8)*cos(x)",
              panel.px(kGeneratorLabelColumn));
    ImGui::BeginGroup();
    ImGui::SetNextItemWidth(-1);
    const auto check = [&](const std::string& text) {
        return panel.workspace.refusal(edits::setKernelText(subject.filter, {}, callWith(text)));
    };
    if (const auto text = textField(panel, "##expression", subject.call->expression, check)) {
        panel.workspace.apply(edits::setKernelText(subject.filter, "Set expression", callWith(*text)));
    }
    ImGui::EndGroup();
    panel.places.note("lab.expression");
}

}  // namespace

void GeneratorView::drawChoice(Panel& panel, const KernelSubject& subject) {
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##search", "Search", &m_search);
    panel.places.note("lab.generate.search");
    ImGui::BeginChild("names");
    for (const NamedKernel& named : namedKernels()) {
        if (!matches(named, m_search)) {
            continue;
        }
        const bool chosen = subject.call && subject.call->named == &named;
        if (ImGui::Selectable(named.label.c_str(), chosen)) {
            const auto example = named.example.empty() ? std::nullopt : callFrom(named.example);
            applyCall(panel, subject.filter, example.value_or(callOf(named)));
        }
        tooltip(panel, named.summary);
        panel.places.note("lab.generate." + named.name);
    }
    ImGui::EndChild();
}

void GeneratorView::drawArguments(Panel& panel, const KernelSubject& subject) {
    if (!subject.call) {
        ImGui::PushTextWrapPos(0);
        colouredText(theme::kTextMuted,
                     "Choose a generator. Its numbers stay live: drag them and the picture follows; "
                     "editing a weight by hand turns it into weights.");
        ImGui::PopTextWrapPos();
        return;
    }
    const NamedKernel& named = *subject.call->named;
    colouredText(panel.fonts.strong, theme::kText, named.label);
    {
        const FontScope small(panel.fonts.small);
        ImGui::PushTextWrapPos(0);
        colouredText(theme::kTextMuted, named.summary);
        ImGui::PopTextWrapPos();
    }
    for (std::size_t i = 0; i < named.arguments.size(); ++i) {
        argumentRow(panel, subject, i);
    }
    if (named.takesExpression) {
        expressionRow(panel, subject);
    }
    ImGui::PushTextWrapPos(0);
    if (named.remark) {
        colouredText(panel.fonts.small, theme::kTextMuted, named.remark(*subject.call));
    }
    colouredText(panel.fonts.mono, theme::kTextFaint, printCall(*subject.call));
    ImGui::PopTextWrapPos();
}

void GeneratorView::draw(Panel& panel, const KernelSubject& subject) {
    const float list = std::min(panel.px(kListWidth), 0.36F * ImGui::GetContentRegionAvail().x);
    ImGui::BeginChild("choice", {list, 0});
    drawChoice(panel, subject);
    ImGui::EndChild();
    ImGui::SameLine(0, panel.px(10));
    ImGui::BeginChild("arguments");
    drawArguments(panel, subject);
    ImGui::EndChild();
}

}  // namespace kg::ui
