#include "ui/file_browser.h"

#include "source/source.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <GLFW/glfw3.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cfloat>
#include <system_error>
#include <utility>

namespace kg::ui {

namespace fs = std::filesystem;

namespace {

constexpr float kBrowserWidth = 760;
constexpr float kBrowserHeight = 520;
constexpr float kButtonWidth = 100;

bool entered(Panel& panel) {
    return panel.pressed(GLFW_KEY_ENTER) || panel.pressed(GLFW_KEY_KP_ENTER);
}

bool isFolder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool isThere(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

}  // namespace

void FileBrowser::open(FileRequest request) {
    m_request = std::move(request);
    m_name = m_request.name;
    m_overwrites.reset();
    m_taken.reset();
    m_opening = true;
    enter(isFolder(m_request.folder) ? m_request.folder : absolutePath("."));
    m_name = m_request.name;
}

void FileBrowser::enter(const fs::path& folder) {
    m_folder = absolutePath(folder);
    if (!m_folder.has_filename() && m_folder.has_relative_path()) {
        m_folder = m_folder.parent_path();  // "a/b/" is "a/b", whose parent is "a"
    }
    m_listing = listFolder(m_folder, m_request.extensions);
    m_chosen = -1;
    m_problem.clear();
    if (!m_request.writes) {
        m_name.clear();
    }
    m_focuses = true;
}

// While a file is being opened, what is typed narrows the list down.
std::vector<const FolderEntry*> FileBrowser::visibleEntries() const {
    const bool narrows = !m_request.writes && m_name.find('/') == std::string::npos && !m_name.starts_with('~');
    std::vector<const FolderEntry*> visible;
    for (const FolderEntry& entry : m_listing.entries) {
        if (!narrows || nameMatches(entry.name, m_name)) {
            visible.push_back(&entry);
        }
    }
    return visible;
}

void FileBrowser::activate(const FolderEntry& entry) {
    if (entry.folder) {
        enter(m_folder / entry.name);
    } else {
        take(m_folder / entry.name);
    }
}

void FileBrowser::take(const fs::path& path) {
    if (m_request.writes && isThere(path) && m_overwrites != path) {
        m_overwrites = path;
        return;
    }
    m_taken = path;
}

// Enter, or the button: what was typed counts first, then the row that is chosen.
void FileBrowser::accept() {
    const auto visible = visibleEntries();
    const FolderEntry* chosen =
        m_chosen >= 0 && m_chosen < std::ssize(visible) ? visible[static_cast<std::size_t>(m_chosen)] : nullptr;
    if (m_name.empty()) {
        if (chosen != nullptr) {
            activate(*chosen);
        }
        return;
    }
    const fs::path typed = typedPath(m_name, m_folder);
    if (isFolder(typed)) {
        m_name.clear();
        enter(typed);
    } else if (m_request.writes) {
        take(withExtension(typed, m_request.extensions));
    } else if (isThere(typed)) {
        take(typed);
    } else if (m_request.purpose == FileRequest::Purpose::OpenImage && !isFile(m_name)) {
        // An address, a pattern, a camera; or the numbered stills of a folder.
        m_taken = isSequence(m_name) ? typed : fs::path(m_name);
    } else if (chosen != nullptr || visible.size() == 1) {
        activate(chosen != nullptr ? *chosen : *visible.front());
    } else {
        m_problem = "There is no \"" + m_name + "\" here.";
    }
}

void FileBrowser::moveWithKeys(Panel& panel) {
    const int last = static_cast<int>(visibleEntries().size()) - 1;
    const int step = (panel.pressed(GLFW_KEY_DOWN) ? 1 : 0) - (panel.pressed(GLFW_KEY_UP) ? 1 : 0) +
                     (panel.pressed(GLFW_KEY_PAGE_DOWN) ? 10 : 0) - (panel.pressed(GLFW_KEY_PAGE_UP) ? 10 : 0);
    if (step != 0) {
        m_chosen = std::clamp(m_chosen + step, 0, std::max(last, 0));
        m_follows = true;
        if (m_request.writes && last >= 0) {
            const FolderEntry& entry = *visibleEntries()[static_cast<std::size_t>(m_chosen)];
            m_name = entry.folder ? "" : entry.name;
            m_focuses = true;
        }
    }
    m_chosen = std::min(m_chosen, last);
    if (panel.pressed(GLFW_KEY_BACKSPACE) && m_name.empty()) {
        enter(m_folder.parent_path());
    }
}

void FileBrowser::drawPlace(Panel& panel) {
    if (iconButton(panel, "up", icons::kUp, "The folder above (Backspace)")) {
        enter(m_folder.parent_path());
    }
    ImGui::SameLine(0, panel.px(2));
    if (iconButton(panel, "home", icons::kHome, "Home folder")) {
        enter(typedPath("~", m_folder));
    }
    ImGui::SameLine(0, panel.px(8));
    ImGui::AlignTextToFramePadding();
    clippedText(theme::kText, m_folder.string(), ImGui::GetContentRegionAvail().x);
    tooltip(panel, m_folder.string());
}

void FileBrowser::drawEntry(Panel& panel, const FolderEntry& entry, int index) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushID(index);
    const bool clicked = ImGui::Selectable("##entry", index == m_chosen, ImGuiSelectableFlags_AllowDoubleClick,
                                           {0, ImGui::GetTextLineHeight() + panel.px(4)});
    ImGui::PopID();
    if (m_follows && index == m_chosen) {
        ImGui::SetScrollHereY();
        m_follows = false;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = corner.y + panel.px(2);
    list.AddText({corner.x + panel.px(6), y}, ImGui::GetColorU32(entry.folder ? theme::kAccent : theme::kTextFaint),
                 panel.fonts.text(entry.folder ? icons::kFolder : icons::kImage));
    list.AddText({corner.x + panel.px(32), y}, ImGui::GetColorU32(theme::kText), entry.name.c_str());
    if (!entry.folder) {
        const FontScope mono(panel.fonts.mono);
        const std::string size = byteCount(entry.bytes);
        list.AddText({corner.x + width - ImGui::CalcTextSize(size.c_str()).x - panel.px(8), y},
                     ImGui::GetColorU32(theme::kTextMuted), size.c_str());
    }
    if (!clicked) {
        return;
    }
    m_chosen = index;
    if (!entry.folder && m_request.writes) {
        m_name = entry.name;
        m_focuses = true;
    }
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        activate(FolderEntry(entry));
    }
}

void FileBrowser::drawEntries(Panel& panel) {
    const float below = 2 * ImGui::GetFrameHeightWithSpacing() + ImGui::GetStyle().ItemSpacing.y;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::kField);
    ImGui::PushStyleColor(ImGuiCol_Border, theme::kField);
    ImGui::BeginChild("entries", {0, -below}, true);
    ImGui::PopStyleColor(2);
    if (!m_listing.problem.empty()) {
        colouredText(theme::kDanger, m_listing.problem);
    }
    const fs::path folder = m_folder;
    const auto visible = visibleEntries();
    for (std::size_t i = 0; i < visible.size() && folder == m_folder; ++i) {
        drawEntry(panel, *visible[i], static_cast<int>(i));
    }
    if (visible.empty() && m_listing.problem.empty()) {
        colouredText(theme::kTextFaint, "Nothing to open here.");
    }
    ImGui::EndChild();
}

void FileBrowser::drawName(Panel& panel) {
    ImGui::SetNextItemWidth(-FLT_MIN);
    if (m_focuses) {
        ImGui::SetKeyboardFocusHere();
        m_focuses = false;
    }
    const char* hint = m_request.writes
                           ? "Name or path of the file to write"
                           : "Type to search, or a path, an address, a numbered name such as shot_%04d.png";
    if (ImGui::InputTextWithHint("##name", hint, &m_name)) {
        m_problem.clear();
        m_overwrites.reset();
        m_chosen = m_request.writes || m_name.empty() ? -1 : 0;
    }
    panel.places.note("browser.name");
}

void FileBrowser::drawButtons(Panel& panel) {
    const float width = panel.px(kButtonWidth);
    const float buttons = 2 * width + ImGui::GetStyle().ItemSpacing.x;
    ImGui::AlignTextToFramePadding();
    const float room = ImGui::GetContentRegionAvail().x - buttons - panel.px(12);
    if (m_overwrites) {
        clippedText(theme::kWarm, m_overwrites->filename().string() + " exists. Write over it?", room);
    } else {
        clippedText(theme::kDanger, m_problem, room);
    }
    ImGui::SameLine();
    alignRight(buttons);
    if (ImGui::Button(m_overwrites ? "Back" : "Cancel", {width, 0}) || panel.pressed(GLFW_KEY_ESCAPE)) {
        if (m_overwrites) {
            m_overwrites.reset();
        } else {
            ImGui::CloseCurrentPopup();
        }
    }
    ImGui::SameLine();
    ImGui::PushStyleColor(ImGuiCol_Button, theme::kAccentDeep);
    const std::string label = m_overwrites ? "Overwrite" : m_request.button;
    if (ImGui::Button((label + "###accept").c_str(), {width, 0}) || entered(panel)) {
        accept();
    }
    panel.places.note("browser.accept");
    ImGui::PopStyleColor();
}

std::optional<FileBrowser::Choice> FileBrowser::draw(Panel& panel) {
    const std::string name = m_request.title + "###browser";
    if (m_opening) {
        m_opening = false;
        ImGui::OpenPopup(name.c_str());
    }
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const ImVec2 size{std::min(panel.px(kBrowserWidth), window.x - panel.px(24)),
                      std::min(panel.px(kBrowserHeight), window.y - panel.px(24))};
    ImGui::SetNextWindowSize(size);
    ImGui::SetNextWindowPos({window.x / 2, window.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(14), panel.px(12)});
    m_open = ImGui::BeginPopupModal(name.c_str(), nullptr,
                                    ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoTitleBar |
                                        ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    if (!m_open) {
        return {};
    }
    colouredText(panel.fonts.strong, theme::kText, m_request.title);
    drawPlace(panel);
    moveWithKeys(panel);
    drawEntries(panel);
    drawName(panel);
    drawButtons(panel);
    std::optional<Choice> choice;
    if (m_taken) {
        choice = Choice{.purpose = m_request.purpose, .path = *std::exchange(m_taken, {})};
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
    return choice;
}

}  // namespace kg::ui
