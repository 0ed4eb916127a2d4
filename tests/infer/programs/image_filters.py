import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

rng = np.random.default_rng(2)
image = rng.integers(0, 256, size=(23, 31, 3), dtype=np.uint8)
gray = image @ np.array([0.299, 0.587, 0.114])


def convolve2d(img, kernel):
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    padded = np.pad(img, ((ph, ph), (pw, pw)), mode="edge")
    out = np.zeros_like(img)
    h, w = img.shape
    for i in range(h):
        for j in range(w):
            out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
    return out


def convolve_fast(img, kernel):
    view = sliding_window_view(np.pad(img, kernel.shape[0] // 2), kernel.shape)
    return np.einsum("ijkl,kl->ij", view, kernel)


def gaussian_kernel(size, sigma=1.0):
    ax = np.arange(size) - size // 2
    xx, yy = np.meshgrid(ax, ax)
    k = np.exp(-(xx**2 + yy**2) / (2 * sigma**2))
    return k / k.sum()


sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
sobel_y = sobel_x.T
gx, gy = convolve2d(gray, sobel_x), convolve2d(gray, sobel_y)
magnitude = np.sqrt(gx**2 + gy**2)
angle = np.rad2deg(np.arctan2(gy, gx)) % 180
blur = convolve_fast(gray, gaussian_kernel(5))

edges = np.zeros(magnitude.shape, dtype=bool)
edges[magnitude > np.percentile(magnitude, 90)] = True
hist = np.histogram(gray, bins=16, range=(0, 256))[0]
cdf = hist.cumsum() / hist.sum()
equalised = np.interp(gray.ravel(), np.linspace(0, 255, 16), cdf).reshape(gray.shape)

flipped = image[:, ::-1]
rotated = np.rot90(image)
cropped = image[2:19, 5:24, :]
small = image[: 22, : 30].reshape(11, 2, 15, 2, 3).mean(axis=(1, 3))
big = small.repeat(2, axis=0).repeat(2, axis=1)
channels = np.split(image, 3, axis=2)
red = channels[0].squeeze(axis=2)
bgr = image[..., [2, 1, 0]]
batch = np.stack([image, flipped, image[::-1]])
nchw = batch.transpose(0, 3, 1, 2)
mean = batch.mean(axis=(0, 1, 2))
normalised = (batch - mean) / batch.std(axis=(0, 1, 2), keepdims=True)
alpha = np.linspace(0, 1, 31)[None, :, None]
blend = (1 - alpha) * image + alpha * flipped
integral = gray.cumsum(0).cumsum(1)
with_alpha = np.dstack((image, np.full(image.shape[:2], 255)))
points = np.argwhere(edges)
palette = rng.integers(0, 256, size=(7, 3))
nearest = ((image[:, :, None, :].astype(int) - palette) ** 2).sum(-1).argmin(-1)
quantised = palette[nearest]
print(rotated.shape, big.shape, nchw.shape, points.ndim, quantised.shape, with_alpha.shape, angle.max() <= 180)
