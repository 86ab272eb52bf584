// FileBrowser: the dialog that asks for a file to open or to write. Mouse or keyboard: type a name or a path, choose
// with the arrow keys, Enter.
#pragma once

#include "ui/folder_listing.h"
#include "ui/panel.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kg::ui {

struct FileRequest {
    enum class Purpose { OpenImage, Export, OpenSession, SaveSession, Screenshot, SaveSweep, Record, LiveExport };
    Purpose purpose = Purpose::OpenImage;
    std::string title;   // "Open an image"
    std::string button;  // "Open"
    bool writes = false;
    std::vector<std::string> extensions;  // what is listed; the first is put behind names without one when writing
    std::filesystem::path folder;
    std::string name{};  // suggested, when writing
};

class FileBrowser {
public:
    void open(FileRequest request);
    bool isOpen() const { return m_open; }
    const std::string& title() const { return m_request.title; }

    struct Choice {
        FileRequest::Purpose purpose;
        std::filesystem::path path;
    };
    // Draws the dialog where it is open; returns the file that was chosen, once. Where an image is opened, that may be
    // the name of any other source, too (source/source.h).
    std::optional<Choice> draw(Panel& panel);

private:
    void enter(const std::filesystem::path& folder);
    std::vector<const FolderEntry*> visibleEntries() const;
    void drawPlace(Panel& panel);
    void drawEntries(Panel& panel);
    void drawEntry(Panel& panel, const FolderEntry& entry, int index);
    void drawName(Panel& panel);
    void drawButtons(Panel& panel);
    void moveWithKeys(Panel& panel);
    void activate(const FolderEntry& entry);
    void accept();
    void take(const std::filesystem::path& path);

    FileRequest m_request;
    FolderListing m_listing;
    std::filesystem::path m_folder;
    std::string m_name;      // typed
    std::string m_problem;   // why what was typed cannot be taken
    int m_chosen = -1;       // index among the visible entries
    bool m_follows = false;  // the chosen entry is scrolled to
    bool m_opening = false;
    bool m_open = false;
    bool m_focuses = false;
    std::optional<std::filesystem::path> m_overwrites;  // exists, and waits for a second word
    std::optional<std::filesystem::path> m_taken;
};

}  // namespace kg::ui
