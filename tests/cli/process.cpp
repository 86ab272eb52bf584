#include "cli/process.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kg::test {

namespace {

namespace fs = std::filesystem;

// A file that a child writes and the test reads; pipes would fill up when nobody reads them at once.
class CapturedFile {
public:
    CapturedFile() {
        m_descriptor = mkstemp(m_name.data());
        if (m_descriptor < 0) {
            throw std::runtime_error("cannot make a temporary file");
        }
    }
    ~CapturedFile() {
        close(m_descriptor);
        fs::remove(m_name);
    }
    CapturedFile(const CapturedFile&) = delete;
    CapturedFile& operator=(const CapturedFile&) = delete;

    int descriptor() const { return m_descriptor; }
    std::string text() const {
        std::ifstream file(m_name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

private:
    std::string m_name = (fs::temp_directory_path() / "kernelglass-test-XXXXXX").string();
    int m_descriptor = -1;
};

[[noreturn]] void becomeProgram(std::vector<char*>& argv, const std::map<std::string, std::string>& environment,
                                const CapturedFile& output, const CapturedFile& errors) {
    for (const auto& [name, value] : environment) {
        setenv(name.c_str(), value.c_str(), 1);
    }
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output.descriptor(), STDOUT_FILENO);
    dup2(errors.descriptor(), STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
}

}  // namespace

ProcessResult runProgram(const std::vector<std::string>& arguments,
                         const std::map<std::string, std::string>& environment) {
    std::vector<std::string> words{KG_BINARY};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);

    const CapturedFile output;
    const CapturedFile errors;
    const pid_t child = fork();
    if (child == 0) {
        becomeProgram(argv, environment, output, errors);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        throw std::runtime_error("cannot run the program");
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output.text(), errors.text()};
}

testing::AssertionResult worked(const ProcessResult& result) {
    if (result.status == 0) {
        return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "status " << result.status << ": " << result.errors;
}

fs::path testFolder() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    const fs::path folder = fs::path(KG_TEST_OUTPUT_DIR) / "cli" / test->test_suite_name() / test->name();
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder;
}

}  // namespace kg::test
