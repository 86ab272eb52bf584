#include "ui/folder_listing.h"

#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kg::ui {

TEST(FolderListing, ListsFoldersFirstAndWantedFilesByName) {
    const ScratchFolder folder;
    for (const char* file : {"b.png", "A.PNG", "notes.txt", ".hidden.png", "c.jpeg"}) {
        writeFile(folder / file, "12345");
    }
    std::filesystem::create_directory(folder / "zoo");
    std::filesystem::create_directory(folder / ".git");
    const FolderListing listing = listFolder(folder.path(), {"png", "jpeg"});
    std::vector<std::string> names;
    for (const FolderEntry& entry : listing.entries) {
        names.push_back(entry.name);
    }
    EXPECT_EQ(names, (std::vector<std::string>{"zoo", "A.PNG", "b.png", "c.jpeg"}));
    EXPECT_TRUE(listing.entries[0].folder);
    EXPECT_EQ(listing.entries[1].bytes, 5U);
    EXPECT_TRUE(listing.problem.empty());
    EXPECT_EQ(listFolder(folder.path(), {}).entries.size(), 5U);
}

TEST(FolderListing, SaysWhyAFolderCannotBeListed) {
    const ScratchFolder folder;
    EXPECT_FALSE(listFolder(folder / "none", {}).problem.empty());
    writeFile(folder / "file", "");
    EXPECT_FALSE(listFolder(folder / "file", {}).problem.empty());
}

TEST(FolderListing, PathsAreAbsoluteEvenWhereTheWorkingFolderIsGone) {
    const auto standing = std::filesystem::current_path();
    {
        const ScratchFolder folder;
        std::filesystem::current_path(folder.path());
        EXPECT_EQ(absolutePath("a/../b.png"), folder / "b.png");
        EXPECT_EQ(absolutePath("/x/./y.png"), "/x/y.png");
    }
    EXPECT_EQ(absolutePath("b.png"), "/b.png");
    EXPECT_EQ(absolutePath("."), "/");
    std::filesystem::current_path(standing);
}

TEST(FolderListing, LinksToNowhereAreNoFiles) {
    const ScratchFolder folder;
    std::filesystem::create_symlink(folder / "gone.png", folder / "link.png");
    const FolderListing listing = listFolder(folder.path(), {});
    EXPECT_TRUE(listing.entries.empty());
    EXPECT_TRUE(listing.problem.empty());
}

TEST(FolderListing, TypedPathsStartFromTheFolder) {
    EXPECT_EQ(typedPath("a.png", "/x/y"), "/x/y/a.png");
    EXPECT_EQ(typedPath("../a.png", "/x/y"), "/x/a.png");
    EXPECT_EQ(typedPath("/z/a.png", "/x/y"), "/z/a.png");
    EXPECT_EQ(withExtension("/x/a", {"png", "jpg"}), "/x/a.png");
    EXPECT_EQ(withExtension("/x/a.JPG", {"png", "jpg"}), "/x/a.JPG");
    EXPECT_EQ(withExtension("/x/a.doc", {"png"}), "/x/a.doc");
}

TEST(FolderListing, NamesMatchInAnyCase) {
    EXPECT_TRUE(nameMatches("Photo.PNG", "photo"));
    EXPECT_TRUE(nameMatches("Photo.PNG", ""));
    EXPECT_FALSE(nameMatches("Photo.PNG", "jpg"));
}

}  // namespace kg::ui
