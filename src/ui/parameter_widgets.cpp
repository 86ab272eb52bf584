#include "ui/parameter_widgets.h"

#include "kernel/analysis/statistics.h"
#include "kernel/text/kernel_text.h"
#include "ui/kernel_grid.h"
#include "ui/kernel_picture.h"
#include "ui/number_field.h"
#include "ui/number_text.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <cfloat>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace kg::ui {

namespace {

constexpr float kLabelColumn = 96;
constexpr float kParameterPictureSide = 72;

// One row: which parameter of which filter it edits.
struct Row {
    Panel& panel;
    int index;
    const Filter& filter;
    const Parameter& parameter;

    Edit edit(Value value) const { return edits::setValue(index, parameter.id, std::move(value)); }
    bool set(Value value, std::string group = {}) const {
        Edit changed = edit(std::move(value));
        changed.group = group.empty() ? group : fmt::format("{} {} {}", group, index, parameter.id);
        return panel.workspace.apply(changed);
    }
    void reset() const { panel.workspace.apply(edits::resetValue(index, parameter.id)); }
    const Value& value() const { return valueOf(filter, parameter.id); }
    std::string place() const { return fmt::format("filter.{}.{}", index, parameter.id); }
    void label() const { formLabel(panel, parameter.label, parameter.tooltip, panel.px(kLabelColumn)); }
};

// `set` says whether the document took it.
void applyNumber(Panel& panel, const NumberChange& change, const std::function<bool(const NumberChange&)>& set,
                 const std::function<void()>& reset) {
    if (change.kind == NumberChange::Kind::Reset) {
        reset();
    } else if (change.kind == NumberChange::Kind::Set) {
        if (!set(change) && change.typedIn != 0) {
            typeOn(panel, change);
        }
    }
    if (!change.problem.empty()) {
        panel.workspace.report(change.problem);
    }
}

void numberRow(const Row& row) {
    row.label();
    const NumberChange change = slider(row.panel, row.parameter.id.c_str(),
                                       {.value = std::get<double>(row.value()),
                                        .comfort = row.parameter.comfort,
                                        .curve = row.parameter.curve,
                                        .whole = row.parameter.type == ParameterType::Integer,
                                        .unit = row.parameter.unit,
                                        .initial = std::get<double>(row.parameter.initial),
                                        .place = row.place() + ".reset"});
    row.panel.places.note(row.place());
    applyNumber(
        row.panel, change, [&](const NumberChange& set) { return row.set(set.value, set.group); },
        [&] { row.reset(); });
}

void booleanRow(const Row& row) {
    row.label();
    bool value = std::get<bool>(row.value());
    if (ImGui::Checkbox("##value", &value)) {
        row.set(value);
    }
    row.panel.places.note(row.place());
}

void choiceRow(const Row& row) {
    row.label();
    const auto& chosen = std::get<std::string>(row.value());
    std::string shown = chosen;
    for (const Option& option : row.parameter.options) {
        shown = option.id == chosen ? option.label : shown;
    }
    const bool open = beginCombo(row.panel, "##value", shown);
    row.panel.places.note(row.place());
    if (!open) {
        return;
    }
    for (const Option& option : row.parameter.options) {
        if (ImGui::Selectable(option.label.c_str(), option.id == chosen)) {
            row.set(option.id);
        }
    }
    ImGui::EndCombo();
}

void colorRow(const Row& row) {
    row.label();
    const Color& color = std::get<Color>(row.value());
    std::array<float, 4> shown{};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        shown[i] = static_cast<float>(color[i]);
    }
    const auto flags = ImGuiColorEditFlags_Float | ImGuiColorEditFlags_AlphaBar | ImGuiColorEditFlags_AlphaPreviewHalf |
                       ImGuiColorEditFlags_NoInputs;
    if (ImGui::ColorEdit4("##value", shown.data(), flags)) {
        Color picked{};
        for (std::size_t i = 0; i < shown.size(); ++i) {
            picked[i] = std::clamp(static_cast<double>(shown[i]), 0.0, 1.0);
        }
        row.set(picked, "colour");
    }
    row.panel.places.note(row.place());
}

// The text as a field that says itself what is wrong with it.
void textField(const Row& row) {
    const auto& value = std::get<std::string>(row.value());
    const auto check = [&](const std::string& text) { return row.panel.workspace.refusal(row.edit(text)); };
    if (const auto text = textField(row.panel, "##text", value, check)) {
        row.set(*text);
    }
}

void textRow(const Row& row) {
    row.label();
    ImGui::BeginGroup();
    ImGui::SetNextItemWidth(-FLT_MIN);
    textField(row);
    ImGui::EndGroup();
    row.panel.places.note(row.place());
}

std::string signedNumber(double value) {
    return shownNumber(value, 4);
}

// The kernel as it is written, as a picture, and beside it what it does, scaled and with its bias, to numbers in 0..1.
void kernelSummary(Panel& panel, const Filter& filter, const Kernel& kernel) {
    const KernelBank bank = bankOf(filter);
    const KernelStatistics facts = statistics(bank.kernels.front());
    kernelPictureItem(panel, kernel, panel.px(kParameterPictureSide));
    ImGui::SameLine(0, panel.px(14));
    ImGui::BeginGroup();
    const float column = panel.px(52);
    factRow(panel, "Sum", signedNumber(facts.roundedSum()), column,
            "What a constant picture is multiplied by, scale included");
    factRow(panel, "Range",
            fmt::format("{} … {}", signedNumber(facts.negativeSum + bank.bias),
                        signedNumber(facts.positiveSum + bank.bias)),
            column, "The results that pixels between 0 and 1 can have, scale and bias included");
    factRow(panel, "Size", fmt::format("{} × {}", kernel.width(), kernel.height()), column);
    ImGui::EndGroup();
}

// Why there is no grid, and the way to a larger one.
void labOffer(const Row& row, const std::string& reason) {
    Panel& panel = row.panel;
    ImGui::PushTextWrapPos(0);
    colouredText(theme::kTextMuted, reason);
    ImGui::PopTextWrapPos();
    if (textButton(panel, "Open the Kernel Lab", "Shows the lab below the picture, with this filter's kernel (K)")) {
        panel.workspace.apply(edits::selectFilter(row.index));
        if (!panel.target.labOpen()) {
            panel.target.toggleLab();
        }
    }
    panel.places.note(row.place() + ".lab");
    ImGui::Dummy({0, 0});
}

void kernelRow(const Row& row) {
    Panel& panel = row.panel;
    const std::vector<Kernel> kernels = parseKernels(std::get<std::string>(row.value()));
    const Kernel& kernel = kernels.front();
    if (kernels.size() > 1) {
        labOffer(row,
                 fmt::format("A list of {} kernels; this is the first. The lab edits each by itself.", kernels.size()));
    } else if (fitsGrid(kernel)) {
        if (const auto change = kernelGrid(panel, kernel, row.place())) {
            row.set(printKernel(change->kernel), change->group);
        }
        ImGui::Dummy({0, 0});
    } else {
        if (const auto resized = sizeSteppers(panel, kernel, kLargestGridSide, row.place())) {
            row.set(printKernel(*resized));
        }
        labOffer(row, fmt::format("More than {0} × {0} cells do not fit here as a grid.", kLargestGridSide));
    }
    kernelSummary(panel, row.filter, kernel);
    const float button = ImGui::GetFrameHeight() + panel.px(4);
    ImGui::BeginGroup();
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - button);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float right = corner.x + ImGui::GetContentRegionAvail().x - ImGui::GetFrameHeight();
    textField(row);
    panel.places.note(row.place() + ".text");
    const ImVec2 after = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({right, corner.y});
    if (iconButton(panel, "copy", icons::kCopy, "Copy the kernel's text")) {
        panel.target.copyText(std::get<std::string>(row.value()));
        panel.workspace.say("Copied the kernel's text");
    }
    ImGui::SetCursorScreenPos(after);
    ImGui::Dummy({0, 0});
    ImGui::EndGroup();
}

}  // namespace

void parameterWidget(Panel& panel, int index, const Filter& filter, const Parameter& parameter) {
    const Row row{.panel = panel, .index = index, .filter = filter, .parameter = parameter};
    ImGui::PushID(parameter.id.c_str());
    switch (parameter.type) {
        case ParameterType::Number:
        case ParameterType::Integer:
            numberRow(row);
            break;
        case ParameterType::Boolean:
            booleanRow(row);
            break;
        case ParameterType::Choice:
            choiceRow(row);
            break;
        case ParameterType::Color:
            colorRow(row);
            break;
        case ParameterType::Text:
            textRow(row);
            break;
        case ParameterType::Kernel:
            kernelRow(row);
            break;
    }
    ImGui::PopID();
}

void mixWidget(Panel& panel, int index, const Filter& filter) {
    ImGui::PushID("mix");
    formLabel(panel, "Mix", "How much of the result is taken; the rest is what came in.", panel.px(kLabelColumn));
    const NumberChange change = slider(panel, "mix",
                                       {.value = filter.mix,
                                        .comfort = {0, 1},
                                        .unit = "%",
                                        .shownFactor = 100,
                                        .initial = 1,
                                        .place = fmt::format("filter.{}.mix.reset", index)});
    panel.places.note(fmt::format("filter.{}.mix", index));
    const auto set = [&](const NumberChange& asked) {
        Edit edit = edits::setMix(index, asked.value);
        edit.group = asked.group.empty() ? asked.group : fmt::format("{} {} mix", asked.group, index);
        return panel.workspace.apply(edit);
    };
    applyNumber(panel, change, set, [&] { panel.workspace.apply(edits::setMix(index, 1)); });
    ImGui::PopID();
}

}  // namespace kg::ui
