# Filters of images by loops, by windows and by einsum, with padding.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

rng = np.random.default_rng(2)
image = rng.integers(0, 256, size=(23, 31, 3), dtype=np.uint8)  #: image (23, 31, 3)
gray = image @ np.array([0.299, 0.587, 0.114])  #: gray (23, 31)


def convolve2d(img, kernel):
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    padded = np.pad(img, ((ph, ph), (pw, pw)), mode="edge")  #: padded (25, 33)
    out = np.zeros_like(img)  #: out (23, 31)
    h, w = img.shape
    for i in range(h):
        for j in range(w):
            out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
    return out


def convolve_fast(img, kernel):
    view = sliding_window_view(np.pad(img, kernel.shape[0] // 2), kernel.shape)  #: view (23, 31, 5, 5)
    return np.einsum("ijkl,kl->ij", view, kernel)


def gaussian_kernel(size, sigma=1.0):
    ax = np.arange(size) - size // 2  #: ax (5,)
    xx, yy = np.meshgrid(ax, ax)  #: xx (5, 5); yy (5, 5)
    k = np.exp(-(xx**2 + yy**2) / (2 * sigma**2))  #: k (5, 5)
    return k / k.sum()


sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])  #: sobel_x (3, 3)
sobel_y = sobel_x.T  #: sobel_y (3, 3)
gx, gy = convolve2d(gray, sobel_x), convolve2d(gray, sobel_y)  #: gx (23, 31); gy (23, 31)
magnitude = np.sqrt(gx**2 + gy**2)  #: magnitude (23, 31)
angle = np.rad2deg(np.arctan2(gy, gx)) % 180  #: angle (23, 31)
blur = convolve_fast(gray, gaussian_kernel(5))  #: blur (23, 31)

edges = np.zeros(magnitude.shape, dtype=bool)  #: edges (23, 31)
edges[magnitude > np.percentile(magnitude, 90)] = True
hist = np.histogram(gray, bins=16, range=(0, 256))[0]  #: hist (16,)
cdf = hist.cumsum() / hist.sum()  #: cdf (16,)
equalised = np.interp(gray.ravel(), np.linspace(0, 255, 16), cdf).reshape(gray.shape)  #: equalised (23, 31)

flipped = image[:, ::-1]  #: flipped (23, 31, 3)
rotated = np.rot90(image)  #: rotated (31, 23, 3)
cropped = image[2:19, 5:24, :]  #: cropped (17, 19, 3)
small = image[: 22, : 30].reshape(11, 2, 15, 2, 3).mean(axis=(1, 3))  #: small (11, 15, 3)
big = small.repeat(2, axis=0).repeat(2, axis=1)  #: big (22, 30, 3)
channels = np.split(image, 3, axis=2)
red = channels[0].squeeze(axis=2)  #: red (23, 31)
bgr = image[..., [2, 1, 0]]  #: bgr (23, 31, 3)
batch = np.stack([image, flipped, image[::-1]])  #: batch (3, 23, 31, 3)
nchw = batch.transpose(0, 3, 1, 2)  #: nchw (3, 3, 23, 31)
mean = batch.mean(axis=(0, 1, 2))  #: mean (3,)
normalised = (batch - mean) / batch.std(axis=(0, 1, 2), keepdims=True)  #: normalised (3, 23, 31, 3)
alpha = np.linspace(0, 1, 31)[None, :, None]  #: alpha (1, 31, 1)
blend = (1 - alpha) * image + alpha * flipped  #: blend (23, 31, 3)
integral = gray.cumsum(0).cumsum(1)  #: integral (23, 31)
with_alpha = np.dstack((image, np.full(image.shape[:2], 255)))  #: with_alpha (23, 31, 4)
points = np.argwhere(edges)  #: points (min(713,_), 2) is (72, 2)
palette = rng.integers(0, 256, size=(7, 3))  #: palette (7, 3)
nearest = ((image[:, :, None, :].astype(int) - palette) ** 2).sum(-1).argmin(-1)  #: nearest (23, 31)
quantised = palette[nearest]  #: quantised (23, 31, 3)
print(rotated.shape, big.shape, nchw.shape, points.ndim, quantised.shape, with_alpha.shape, angle.max() <= 180)
