// OpenGL objects as C++ values: move-only, with an empty state, freed on destruction.
//
// No raw OpenGL name leaves this room. Every object belongs to the context that was current when it was made and must
// be used and destroyed on that context's thread with it current. Default-constructed and moved-from objects are empty:
// to destroy or ask them is fine, to draw with them is a defect.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kg::gl {

// An object's name and how to free it. Kind is a tag with a static void destroy(unsigned).
template <typename Kind>
class Handle {
public:
    Handle() = default;
    explicit Handle(unsigned name) : m_name(name) {}
    Handle(Handle&& other) noexcept : m_name(std::exchange(other.m_name, 0U)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(m_name, other.m_name);
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (m_name != 0) {
            Kind::destroy(m_name);
        }
    }

    unsigned get() const { return m_name; }
    explicit operator bool() const { return m_name != 0; }

private:
    unsigned m_name = 0;
};

struct TextureKind {
    static void destroy(unsigned name);
};
struct SamplerKind {
    static void destroy(unsigned name);
};
struct FramebufferKind {
    static void destroy(unsigned name);
};
struct BufferKind {
    static void destroy(unsigned name);
};
struct ProgramKind {
    static void destroy(unsigned name);
};
struct QueryKind {
    static void destroy(unsigned name);
};
struct VertexArrayKind {
    static void destroy(unsigned name);
};

// R and RG textures read as grey and grey + alpha: (r, r, r, 1) and (r, r, r, g).
enum class TextureFormat { R8, RG8, RGBA8, R16, RG16, RGBA16, R32F, RG32F, RGBA32F, RGBA16F };

// Bytes of one texel.
std::size_t texelBytes(TextureFormat format);

enum class ImageAccess { Read, Write, ReadWrite };

// From now on a texture of more bytes is refused as if the device had no memory left; 0 lifts the limit. For all
// contexts: it shows what becomes of work that a device has no room for.
void limitTextureBytes(std::size_t bytes);

// Throws DeviceMemoryError where OpenGL has run out of memory since the last look at its errors; drivers may say so
// at a draw or a read-back, long after a texture was made.
void checkMemory(const std::string& doing);

class Framebuffer;

// Memory that texels are copied into on their way to a texture. It may be used again at once: what the device still
// reads, the driver keeps.
class UploadBuffer {
private:
    friend class Texture;

    Handle<BufferKind> m_handle;
};

class Texture {
public:
    Texture() = default;
    // Contents are undefined until uploaded or drawn. Throws DeviceMemoryError with the size where memory runs out.
    // With more than one layer it is an array, which shaders read as one and which is not uploaded to.
    Texture(TextureFormat format, int width, int height, int layers = 1);

    // Replaces all texels; rows from the top, not padded, of the format's own component type.
    void upload(std::span<const std::byte> texels);
    // The same through a buffer, from which the device takes them while this thread goes on.
    void upload(std::span<const std::byte> texels, UploadBuffer& through);
    // Copies a rectangle of the texture that a framebuffer targets, of the same format and one layer, bit for bit.
    void copyFrom(const Framebuffer& from, int fromX, int fromY, int width, int height, int x, int y);

    void bind(int unit) const;
    // For compute programs, which read and write single texels of a float format (OpenGL 4.3); all layers at once.
    void bindImage(int unit, ImageAccess access) const;

    TextureFormat format() const { return m_format; }
    int width() const { return m_width; }
    int height() const { return m_height; }
    int layers() const { return m_layers; }
    explicit operator bool() const { return static_cast<bool>(m_handle); }

private:
    friend class Framebuffer;

    void checkTexels(std::span<const std::byte> texels) const;
    // From memory, or from an offset in the buffer that is bound for it.
    void replaceTexels(const void* texels);

    Handle<TextureKind> m_handle;
    TextureFormat m_format = TextureFormat::RGBA8;
    int m_width = 0;
    int m_height = 0;
    int m_layers = 1;
};

enum class Wrap { Clamp, Mirror, Repeat };
enum class Filtering { Nearest, Linear };

class Sampler {
public:
    Sampler() = default;
    Sampler(Wrap wrap, Filtering filtering);
    void bind(int unit) const;
    // Leaves a unit to the texture's own state again.
    static void unbind(int unit);

private:
    Handle<SamplerKind> m_handle;
};

// What draws go to: a texture, or the window.
class Framebuffer {
public:
    Framebuffer();
    // Draws go to all of this texture; of an array, output k of a shader to layer k. Throws DeviceError naming the
    // status where the device cannot draw to it.
    void target(const Texture& texture);
    // Draws go to a rectangle of the window's framebuffer; origin at the bottom left, as OpenGL has it.
    static void targetWindow(int x, int y, int width, int height);

    // Reads a rectangle of the targeted texture as 32-bit floats, four channels, row by row.
    void read(int x, int y, int width, int height, std::span<float> rgba) const;
    // Reads the window's framebuffer as 8-bit RGB, bottom row first.
    static void readWindow(int width, int height, std::span<std::byte> rgb);

private:
    friend class Texture;
    friend class ReadBuffer;

    void attach(const Texture& texture);

    Handle<FramebufferKind> m_handle;
    int m_attached = 1;
};

// A mark in what this thread's context asks of the device.
class Fence {
public:
    Fence() = default;
    // After all that was asked for until now.
    static Fence now();
    ~Fence();
    Fence(Fence&& other) noexcept : m_mark(std::exchange(other.m_mark, nullptr)) {}
    Fence& operator=(Fence&& other) noexcept {
        std::swap(m_mark, other.m_mark);
        return *this;
    }
    Fence(const Fence&) = delete;
    Fence& operator=(const Fence&) = delete;

    // Whether the device has come so far; an empty one is passed.
    bool passed() const;

private:
    void* m_mark = nullptr;
};

// A rectangle of a texture on its way into memory: the device copies it while this thread goes on.
class ReadBuffer {
public:
    // Begins to copy a rectangle of the texture that a framebuffer targets: four channels, halves of RGBA16F and floats
    // of all others, row by row. Throws DeviceMemoryError.
    void begin(const Framebuffer& from, TextureFormat stored, int x, int y, int width, int height);
    // Whether take() would not wait.
    bool arrived() const { return m_fence.passed(); }
    std::size_t bytes() const { return m_bytes; }
    // What was copied, into as many bytes. Waits for the device where it has to.
    void take(std::span<std::byte> bytes);

private:
    Handle<BufferKind> m_handle;
    std::size_t m_room = 0;
    std::size_t m_bytes = 0;
    Fence m_fence;
};

// A buffer that uniform blocks read from.
class UniformBuffer {
public:
    UniformBuffer() = default;
    explicit UniformBuffer(std::size_t bytes);
    // Replaces the contents; the driver may hand out fresh memory, so that draws under way are not waited for.
    void upload(std::span<const std::byte> data);
    void bind(int binding) const;

private:
    Handle<BufferKind> m_handle;
    std::size_t m_bytes = 0;
};

// A uniform's place in a program; one that the program does not use takes values and ignores them.
class Uniform {
public:
    Uniform() = default;
    void set(int value) const;
    void set(float value) const;
    void set(const glm::vec2& value) const;
    void set(const glm::ivec2& value) const;
    void set(const glm::vec4& value) const;

private:
    friend class Program;
    explicit Uniform(int location) : m_location(location) {}
    int m_location = -1;
};

// A linked program as its driver gives it away; only the same driver takes it back.
struct ProgramBinary {
    unsigned format = 0;
    std::vector<std::byte> bytes;

    explicit operator bool() const { return !bytes.empty(); }
    bool operator==(const ProgramBinary&) const = default;
};

// A linked program. Uniforms are set on the program in use.
class Program {
public:
    Program() = default;

    // The driver's complaint, as it wrote it.
    struct Failure {
        enum class Stage { Vertex, Fragment, Compute, Link };
        Stage stage = Stage::Link;
        std::string log;
    };
    // Compiles and links; the failure is returned, not thrown, since a user's shader that does not compile is legal.
    static std::optional<Failure> build(const std::string& vertex, const std::string& fragment, Program& program);
    // The same for a compute program; OpenGL 4.3.
    static std::optional<Failure> buildCompute(const std::string& compute, Program& program);
    // False, with `program` left as it is, where the driver does not take the binary: it may refuse any.
    static bool load(const ProgramBinary& binary, Program& program);

    // Empty where the driver gives none away.
    ProgramBinary binary() const;

    void use() const;
    Uniform uniform(const char* name) const;
    // Names a uniform block's binding and a sampler's unit once, after linking.
    void bindBlock(const char* name, int binding) const;
    void bindSampler(const char* name, int unit) const;
    explicit operator bool() const { return static_cast<bool>(m_handle); }

private:
    static std::optional<Failure> link(std::span<const unsigned> shaders, Program& program);

    Handle<ProgramKind> m_handle;
};

// GPU time between begin and end.
class TimerQuery {
public:
    TimerQuery();
    void begin() const;
    static void end();
    bool available() const;
    // Waits if it is not available yet.
    double milliseconds() const;

private:
    Handle<QueryKind> m_handle;
};

// The state that a draw without vertex buffers needs; one for all draws.
class EmptyVertexArray {
public:
    EmptyVertexArray();
    // Draws one triangle that covers the target.
    void drawTriangle() const;

private:
    Handle<VertexArrayKind> m_handle;
};

// Runs the compute program in use over a grid of work groups, and makes what it wrote to textures visible to every
// draw, dispatch and read-back after it.
void dispatchCompute(int groupsX, int groupsY);

// Clears the current target within its viewport's rectangle; see Framebuffer::targetWindow.
void clearTarget(const glm::vec4& color);
// Limits draws of the current target to a rectangle, origin at the bottom left; and lifts the limit.
void setScissor(int x, int y, int width, int height);
void clearScissor();
// Waits until the device has done all that this thread's context asked for.
void finish();
// Turns off blending, depth, scissor and whatever else another user of the context may have left on.
void resetState();
// The errors that OpenGL has recorded since the last call, by name; empty is well.
std::vector<std::string> takeErrors();

}  // namespace kg::gl
