# A low-pass filter by the real Fourier transform.
import numpy as np

fs = 101  # Hz
t = np.arange(0, 2, 1 / fs)  #: t (202,)
rng = np.random.default_rng(1)
clean = np.sin(2 * np.pi * 3 * t) + 0.5 * np.cos(2 * np.pi * 7 * t)  #: clean (202,)
noisy = clean + 0.4 * rng.standard_normal(t.shape)  #: noisy (202,)

spectrum = np.fft.rfft(noisy)  #: spectrum (102,)
freqs = np.fft.rfftfreq(len(noisy), d=1 / fs)  #: freqs (102,)
power = np.abs(spectrum) ** 2  #: power (102,)
spectrum[freqs > 10] = 0
filtered = np.fft.irfft(spectrum, n=len(noisy))  #: filtered (202,)
peaks = np.argsort(power[1:])[-2:] + 1  #: peaks (2,)
found = freqs[peaks]  #: found (2,)


def moving_average(x, k):
    c = np.cumsum(np.insert(x, 0, 0.0))  #: c (203,)
    return (c[k:] - c[:-k]) / k


def spectrogram(x, size=32, hop=16):
    n = 1 + (len(x) - size) // hop
    window = np.hanning(size)  #: window (32,)
    frames = np.empty((n, size))  #: frames (11, 32)
    for i in range(n):
        frames[i] = x[i * hop : i * hop + size] * window
    return np.abs(np.fft.rfft(frames, axis=1)).T


smooth = moving_average(noisy, 11)  #: smooth (192,)
spec = spectrogram(noisy)  #: spec (17, 11)
db = 20 * np.log10(spec + 1e-12)  #: db (17, 11)
image = np.outer(np.hanning(17), np.hanning(23))  #: image (17, 23)
F = np.fft.fftshift(np.fft.fft2(image))  #: F (17, 23)
cy, cx = np.array(F.shape) // 2  #: cx (); cy ()
Y, X = np.ogrid[: F.shape[0], : F.shape[1]]  #: X (1, 23); Y (17, 1)
mask = (Y - cy) ** 2 + (X - cx) ** 2 <= 5**2  #: mask (17, 23)
low = np.fft.ifft2(np.fft.ifftshift(F * mask)).real  #: low (17, 23)
kernel = np.exp(-0.5 * np.linspace(-2, 2, 9) ** 2)  #: kernel (9,)
kernel /= kernel.sum()  #: kernel (9,)
blurred = np.convolve(noisy, kernel, mode="same")  #: blurred (202,)
print(sorted(np.round(found).astype(int).tolist()), spec.shape, low.shape, blurred.shape, smooth.shape)
