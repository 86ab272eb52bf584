#version 330 core
// Pixel i blends the two texels of a step by i / u_shares: what comes out says how finely the device blends.

uniform sampler2D u_step;
uniform float u_shares;

out vec4 o_pixel;

void main() {
    float share = floor(gl_FragCoord.x) / u_shares;
    o_pixel = textureLod(u_step, vec2((0.5 + share) / 2.0, 0.5), 0.0);
}
