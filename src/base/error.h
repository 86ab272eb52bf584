// kg::Error: the one hierarchy of exceptions that crosses the borders of rooms.
//
// An error is a sentence for the person in front of the program: what went wrong, where, and what would be
// right or what to do. The user interface and each subcommand catch kg::Error at one place. A value type;
// any thread may throw one.
#pragma once

#include <stdexcept>
#include <string>

namespace kg {

class Error : public std::runtime_error {
public:
    // what: what is wrong and what was expected, without a final stop ("the file is empty").
    // where: the file, parameter or place in a text; may be empty.
    // advice: what to do about it, a sentence of its own; may be empty.
    explicit Error(const std::string& what, std::string where = {}, std::string advice = {});

    // "where: what. advice" is what() itself; the parts are kept for interfaces that lay them out apart.
    const std::string& problem() const { return m_problem; }
    const std::string& where() const { return m_where; }
    const std::string& advice() const { return m_advice; }

private:
    std::string m_problem;
    std::string m_where;
    std::string m_advice;
};

// A text (kernel, chain, session) that does not parse. Line and column count from 1, in characters of the text
// as given; `source` names the text ("kernel", "chain", a file's name).
class TextError : public Error {
public:
    TextError(const std::string& what, const std::string& source, int line, int column, std::string advice = {});

    int line() const { return m_line; }
    int column() const { return m_column; }

private:
    int m_line;
    int m_column;
};

// A file that cannot be opened, read, decoded or written.
class FileError : public Error {
public:
    using Error::Error;
};

// The OpenGL device, driver or window system cannot do what is asked.
class DeviceError : public Error {
public:
    using Error::Error;
};

// The device's memory is used up: the same work in smaller parts may succeed.
class DeviceMemoryError : public DeviceError {
public:
    using DeviceError::DeviceError;
};

// A chain that no legal plan can compute, with the reason.
class PlanError : public Error {
public:
    using Error::Error;
};

}  // namespace kg
