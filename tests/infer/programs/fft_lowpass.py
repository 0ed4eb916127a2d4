import numpy as np

fs = 101  # Hz
t = np.arange(0, 2, 1 / fs)
rng = np.random.default_rng(1)
clean = np.sin(2 * np.pi * 3 * t) + 0.5 * np.cos(2 * np.pi * 7 * t)
noisy = clean + 0.4 * rng.standard_normal(t.shape)

spectrum = np.fft.rfft(noisy)
freqs = np.fft.rfftfreq(len(noisy), d=1 / fs)
power = np.abs(spectrum) ** 2
spectrum[freqs > 10] = 0
filtered = np.fft.irfft(spectrum, n=len(noisy))
peaks = np.argsort(power[1:])[-2:] + 1
found = freqs[peaks]


def moving_average(x, k):
    c = np.cumsum(np.insert(x, 0, 0.0))
    return (c[k:] - c[:-k]) / k


def spectrogram(x, size=32, hop=16):
    n = 1 + (len(x) - size) // hop
    window = np.hanning(size)
    frames = np.empty((n, size))
    for i in range(n):
        frames[i] = x[i * hop : i * hop + size] * window
    return np.abs(np.fft.rfft(frames, axis=1)).T


smooth = moving_average(noisy, 11)
spec = spectrogram(noisy)
db = 20 * np.log10(spec + 1e-12)
image = np.outer(np.hanning(17), np.hanning(23))
F = np.fft.fftshift(np.fft.fft2(image))
cy, cx = np.array(F.shape) // 2
Y, X = np.ogrid[: F.shape[0], : F.shape[1]]
mask = (Y - cy) ** 2 + (X - cx) ** 2 <= 5**2
low = np.fft.ifft2(np.fft.ifftshift(F * mask)).real
kernel = np.exp(-0.5 * np.linspace(-2, 2, 9) ** 2)
kernel /= kernel.sum()
blurred = np.convolve(noisy, kernel, mode="same")
print(sorted(np.round(found).astype(int).tolist()), spec.shape, low.shape, blurred.shape, smooth.shape)
