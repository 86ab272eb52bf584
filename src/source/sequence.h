// Numbered sequences: stills whose names differ in a number.
#pragma once

#include "source/frame.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// Where a number stands in a name: "%d" or "%04d" between what comes before and after.
struct NumberPlace {
    std::string before;
    std::string after;
    int digits = 0;  // at least so many, filled up with zeros

    std::string name(int number) const;
};

// The place in the last part of a path; "%%" is no place. Nothing where it has none, or several.
std::optional<NumberPlace> findNumberPlace(std::string_view path);

// The files that a pattern's folder has of its names, in no order. Throws Error where the pattern has no place for a
// number.
std::vector<std::string> filesOfSequence(const std::string& pattern);

// The number after the largest that a file of this pattern has, or 1: there a sequence can go on without writing over
// anything. Throws Error where the pattern has no place for a number.
int nextNumber(const std::string& pattern);

// The files that exist, from the first number on, 25 a second; it ends where a number is missing. The names are looked
// up when the sequence is opened.
class SequenceReader : public FrameReader {
public:
    // Throws FileError where there is no such file.
    explicit SequenceReader(const std::string& pattern);

    const SourceInfo& info() const override { return m_info; }
    // Throws FileError for a picture that cannot be read.
    std::optional<Frame> next() override;
    void seek(double seconds) override;

    int first() const { return m_first; }

private:
    std::shared_ptr<const Image> load(int number);

    NumberPlace m_place;
    int m_first = 0;
    int m_next = 0;
    int m_end = 0;
    std::shared_ptr<const Image> m_ahead;  // the first picture, until it is asked for
    SourceInfo m_info;
};

}  // namespace kg
