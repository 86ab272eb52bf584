#include "base/caught_problem.h"

#include "base/error.h"

#include <exception>
#include <filesystem>
#include <new>

namespace kg {

std::string caughtProblem() {
    try {
        throw;
    } catch (const Error& error) {
        return error.what();
    } catch (const std::bad_alloc&) {
        return "there is not enough memory for this";
    } catch (const std::filesystem::filesystem_error& error) {
        return Error(error.code().message(), error.path1().string()).what();
    } catch (const std::exception& error) {
        return Error(error.what(), "this failed").what();
    } catch (...) {
        return "this failed without a reason";
    }
}

}  // namespace kg
