#include "source/player.h"

#include "base/error.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "source/ffmpeg_program.h"
#include "source/media.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kg {
namespace {

using Phase = Playback::Phase;

// Waits until something holds; false after a time that no healthy machine needs.
bool eventually(const std::function<bool()>& holds) {
    for (int turn = 0; turn < 3000; ++turn) {
        if (holds()) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

// Takes frames until one comes of a phase that is no longer playing; returns the last.
std::optional<Frame> next(Player& player) {
    std::optional<Frame> frame;
    eventually([&] { return (frame = player.take()).has_value(); });
    return frame;
}

class Numbered : public testing::Test {
protected:
    // Six pictures, each of its number's grey.
    void SetUp() override {
        for (int number = 0; number < 6; ++number) {
            Image image({.width = 8, .height = 8, .channels = 1});
            std::fill(image.bytes().begin(), image.bytes().end(), static_cast<std::byte>(number * 10));
            encodeImage(image, m_folder / ("shot_" + std::to_string(number) + ".png"));
        }
    }
    std::string source() const { return (m_folder / "shot_%d.png").string(); }
    static int numberOf(const Frame& frame) { return static_cast<int>(frame.image->bytes()[0]) / 10; }

    ScratchFolder m_folder;
};

TEST_F(Numbered, AStillDoesNotMove) {
    Player still((m_folder / "shot_3.png").string(), {});
    EXPECT_FALSE(still.moves());
    EXPECT_EQ(still.state().phase, Phase::Paused);
    still.play();
    still.step();
    still.seek(1);
    ASSERT_TRUE(still.hasFrame());
    EXPECT_EQ(numberOf(*still.take()), 3);
    EXPECT_FALSE(still.take());
    EXPECT_THROW(Player((m_folder / "missing_%d.png").string(), {}), FileError);
}

TEST_F(Numbered, StepsGoFrameByFrameToTheEnd) {
    std::atomic<int> told = 0;
    Player player(source(), [&] { ++told; });
    player.pause();
    player.seek(0);
    EXPECT_TRUE(player.moves());
    EXPECT_DOUBLE_EQ(*player.state().duration, 6.0 / 25);
    ASSERT_TRUE(eventually([&] { return player.state().seconds == 0 && told > 0; }));
    EXPECT_EQ(numberOf(*next(player)), 0);
    const std::uint64_t dropped = player.state().dropped;  // while it played
    for (int number = 1; number < 6; ++number) {
        player.step();
        const std::optional<Frame> frame = next(player);
        ASSERT_TRUE(frame);
        EXPECT_EQ(numberOf(*frame), number);
        EXPECT_NEAR(player.state().seconds, number / 25.0, 1e-9);
    }
    player.step();
    EXPECT_TRUE(eventually([&] { return player.state().phase == Phase::Ended; }));
    EXPECT_EQ(player.state().dropped, dropped);
    player.setLoops(false);
    player.play();  // from the start
    EXPECT_TRUE(eventually([&] { return player.state().phase == Phase::Ended; }));
}

TEST_F(Numbered, ASeekShowsTheFrameOfThatTime) {
    Player player(source(), {});
    player.pause();
    for (const auto& [seconds, number] : {std::pair{0.12, 3}, {0.159, 3}, {0.16, 4}, {99.0, 5}, {-3.0, 0}, {0.2, 5}}) {
        player.take();
        player.seek(seconds);
        const double reached = number / 25.0;
        EXPECT_TRUE(eventually([&] { return std::abs(player.state().seconds - reached) < 1e-9; })) << seconds;
        EXPECT_EQ(numberOf(*next(player)), number) << seconds;
        EXPECT_EQ(player.state().phase, Phase::Paused);
    }
}

TEST_F(Numbered, TheNewestFrameWinsAndOthersAreCounted) {
    Player player(source(), {});
    player.setLoops(false);
    player.setSpeed(16);
    ASSERT_TRUE(eventually([&] { return player.state().phase == Phase::Ended; }));
    EXPECT_EQ(numberOf(*player.take()), 5);
    EXPECT_EQ(player.state().dropped, 5U) << "nobody took the first five";
    EXPECT_EQ(player.state().shown, 1U);
}

TEST_F(Numbered, PlaysAtItsOwnPaceAndAgain) {
    Player player(source(), {});
    const auto start = std::chrono::steady_clock::now();
    int last = -1;
    int rounds = 0;
    while (rounds < 2) {
        const std::optional<Frame> frame = next(player);
        ASSERT_TRUE(frame);
        rounds += numberOf(*frame) < last ? 1 : 0;
        last = numberOf(*frame);
    }
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_GE(took, 10.0 / 25) << "twice six frames are not over before their time";
    EXPECT_EQ(player.state().phase, Phase::Playing);
}

TEST_F(Numbered, APlayerThatFailsSaysWhyAndKeepsItsPicture) {
    writeFile(m_folder / "shot_2.png", "this is no picture any more");
    Player player(source(), {});
    ASSERT_TRUE(eventually([&] { return player.state().phase == Phase::Failed; }));
    EXPECT_NE(player.state().problem.find("shot_2.png"), std::string::npos);
    EXPECT_EQ(numberOf(*player.take()), 1);
    player.seek(4.0 / 25);  // behind the broken one it goes on
    EXPECT_EQ(numberOf(*next(player)), 4);
}

TEST_F(Numbered, PlaysBetweenItsPoints) {
    Player player(source(), {});
    player.pause();
    player.setIn(2.0 / 25);
    player.setOut(4.0 / 25);
    player.rewind();
    ASSERT_TRUE(eventually([&] { return std::abs(player.state().seconds - 2.0 / 25) < 1e-9; }));
    player.take();
    player.play();
    std::set<int> seen;
    int last = 2;
    for (int rounds = 0; rounds < 2;) {
        const std::optional<Frame> frame = next(player);
        ASSERT_TRUE(frame);
        seen.insert(numberOf(*frame));
        rounds += numberOf(*frame) < last ? 1 : 0;
        last = numberOf(*frame);
    }
    EXPECT_TRUE(std::all_of(seen.begin(), seen.end(), [](int number) { return number >= 2 && number <= 4; }));
    player.setLoops(false);
    ASSERT_TRUE(eventually([&] { return player.state().phase == Phase::Ended; }));
    EXPECT_NEAR(player.state().seconds, 4.0 / 25, 1e-9) << "the frame of the out point is the last";
    player.take();
    player.step();
    EXPECT_EQ(numberOf(*next(player)), 5) << "a step goes beyond";
    player.seek(0);
    EXPECT_EQ(numberOf(*next(player)), 0) << "and so does a seek";
}

TEST_F(Numbered, PointsThatLeaveNothingTakeTheOtherOneAway) {
    Player player(source(), {});
    player.setOut(0.1);
    player.setIn(0.1);
    EXPECT_FALSE(player.state().out);
    EXPECT_EQ(player.state().in, 0.1);
    player.setOut(0.05);
    EXPECT_FALSE(player.state().in);
    EXPECT_EQ(player.state().out, 0.05);
    player.setOut({});
    EXPECT_FALSE(player.state().out);
}

TEST_F(Numbered, EndsAtOnceWhateverItDoes) {
    for (int turn = 0; turn < 30; ++turn) {
        Player player("pattern:bars@64x64", {});
        turn % 3 == 0 ? player.setSpeed(1.0 / 16) : turn % 3 == 1 ? player.pause() : player.seek(turn);
    }
}

// A server that takes connections and never says a word.
class SilentServer {
public:
    SilentServer() : m_socket(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        bind(m_socket, reinterpret_cast<sockaddr*>(&address), length);
        listen(m_socket, 8);
        getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &length);
        m_port = ntohs(address.sin_port);
    }
    ~SilentServer() { close(m_socket); }
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;

    std::string address() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/live.ts"; }

private:
    int m_socket;
    int m_port = 0;
};

TEST(PlayerOfStreams, NobodyWaitsForOneThatDoesNotAnswer) {
    if (!hasMedia()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    const SilentServer server;
    const auto start = std::chrono::steady_clock::now();
    for (int turn = 0; turn < 4; ++turn) {
        const Player player(server.address(), {});
        EXPECT_EQ(player.state().phase, Phase::Opening);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10))
        << "that is how long one may be silent";
    Player silent(server.address(), {});
    ASSERT_TRUE(eventually([&] { return silent.state().phase == Phase::Failed; }));
    EXPECT_NE(silent.state().problem.find("no picture has come from it for 10 seconds"), std::string::npos);
    silent.play();
    EXPECT_EQ(silent.state().phase, Phase::Opening) << "a person may try it again";
}

TEST(PlayerOfStreams, OneThatIsNotThereIsASentence) {
    if (!hasMedia()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    Player nobody("http://127.0.0.1:1/clip.mp4", {});
    ASSERT_TRUE(eventually([&] { return nobody.state().phase == Phase::Failed; }));
    EXPECT_NE(nobody.state().problem.find("http://127.0.0.1:1/clip.mp4"), std::string::npos);
    EXPECT_FALSE(nobody.take());
}

TEST(PlayerOfVideos, SeeksToAnyFrameBetweenKeyFrames) {
    if (!hasMedia() || !test::hasFfmpegProgram()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    const ScratchFolder folder;
    const std::string clip = (folder / "clip.mp4").string();
    // Each frame is a grey of its own; there is one key frame, and frames are stored out of order.
    test::ffmpeg(
        "-f lavfi -i \"color=black:size=64x64:rate=20:duration=2,geq=lum=N*5+20:cb=128:cr=128\" -c:v libx264 "
        "-crf 1 -g 100 -bf 3 '" +
        clip + "'");
    Player player(clip, {});
    player.pause();
    const auto greyAt = [&](double seconds) {
        player.take();
        player.seek(seconds);
        EXPECT_TRUE(eventually([&] { return std::abs(player.state().seconds - seconds) < 0.01; })) << seconds;
        return next(player)->image->value(30, 30, 1);
    };
    const double first = greyAt(0);
    const double step = (greyAt(1.5) - first) / 30;
    EXPECT_GT(step, 0.01);
    for (const int frame : {7, 23, 24, 3, 39, 0}) {
        EXPECT_NEAR((greyAt(frame / 20.0) - first) / step, frame, 0.6) << frame;
    }
}

}  // namespace
}  // namespace kg
