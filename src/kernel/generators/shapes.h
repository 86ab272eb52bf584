// Generators of shapes, lines, edges and waves. Lengths in pixels; angles in degrees, 0 to the right and growing
// clockwise, since y goes down. Sizes are odd. Kernels as laid.
#pragma once

#include "kernel/kernel.h"

namespace kg {

Kernel tent(int width, int height);  // falls linearly from the middle to 0 just outside; sum 1

// Cells by how much of them the shape covers, so that its edge is smooth; sum 1.
Kernel smoothDisk(double radius);
Kernel smoothRing(double inner, double outer);  // throws Error unless 0 <= inner < outer

// A line through the origin, spread over the cells beside it; sum 1.
Kernel motionLine(double length, double angle);
// A half Gaussian that begins at the origin and fades in the direction of the angle; sum 1.
Kernel motionTrail(double sigma, double angle);

// The Laplacian of a Gaussian, positive in the middle, whose sum is 0 by the weight of its second part: it stays a
// kernel of rank 2, which adding a constant would not leave it. Size 0: what sigma needs.
Kernel laplacianOfGaussian(double sigma, int size);
Kernel differenceOfGaussians(double sigma1, double sigma2);  // each of sum 1
Kernel highPass(double sigma);                               // delta less a Gaussian

// i / (i^2 + j^2) along the angle, divided so that a picture that rises by 1 a pixel in that direction gives 1.
Kernel largeSobel(int size, double angle);

// A wave of a wavelength (pixels) and phase (degrees) along the angle, under a Gaussian that is `aspect` times as short
// across; the sum of absolutes is 1. Source: Daugman, 1985.
Kernel gabor(double sigma, double wavelength, double angle, double phase, double aspect);

// The picture, plus `strength` times its slope along the angle. At 45 degrees and strength 1 it is GIMP's emboss.
Kernel emboss(double angle, double strength, int size);

}  // namespace kg
