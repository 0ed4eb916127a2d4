"""What functions of other libraries give, as tables: which follow a rule of NumPy's, and which keep a shape.

Each table is compared with the library where that is installed (`tests/infer/test_known.py`). Last compared: SciPy
1.17. What is not here is unknown.
"""

from collections.abc import Mapping

__all__ = [
    "CONVOLUTIONS",
    "DISTRIBUTIONS",
    "ELEMENTWISE",
    "INTERPOLATORS",
    "KEEPING",
    "LIKE",
    "MODULES",
    "OF_A_DISTRIBUTION",
    "OF_PAIRS",
    "SAME_AS",
    "SCALERS",
    "SYMMETRIC",
    "TRANSFORMS",
]

# Functions of `scipy.special` that are applied element by element, by how many arguments and results they have.
ELEMENTWISE: Mapping[tuple[int, int], str] = {
    (1, 1): """bei beip ber berp cbrt cosdg cosm1 cotdg dawsn digamma ellipe ellipk ellipkm1 entr erf erfc erfcinv erfcx
        erfi erfinv exp1 exp10 exp2 expi expit expm1 exprel gamma gammaln gammasgn i0 i0e i1 i1e it2struve0
        itmodstruve0 itstruve0 j0 j1 k0 k0e k1 k1e kei keip ker kerp kolmogi kolmogorov log1p log_expit log_ndtr
        loggamma logit ndtr ndtri ndtri_exp psi rgamma round sindg spence tandg wofz wrightomega y0 y1 zetac""",
    (1, 2): "fresnel it2i0k0 it2j0y0 iti0k0 itj0y0 modfresnelm modfresnelp shichi sici",
    (1, 4): "airy airye itairy kelvin",
    (2, 1): """agm beta betaln binom boxcox boxcox1p chdtr chdtrc chdtri chdtriv ellipeinc ellipkinc elliprc
        eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_hermite eval_hermitenorm eval_laguerre eval_legendre
        eval_sh_chebyt eval_sh_chebyu eval_sh_legendre expn gammainc gammaincc gammainccinv gammaincinv hankel1 hankel1e
        hankel2 hankel2e huber hyp0f1 inv_boxcox inv_boxcox1p iv ive jn jv jve kl_div kn kv kve mathieu_a mathieu_b
        modstruve owens_t pdtr pdtrc pdtri pdtrik poch powm1 pseudo_huber rel_entr smirnov smirnovi stdtr stdtridf
        stdtrit struve tklmbda xlog1py xlogy yn yv yve""",
    (2, 2): "pbdv pbvv pbwa",
    (2, 4): "ellipj",
    (3, 1): """bdtr bdtrc bdtri bdtrik bdtrin besselpoly betainc betaincc betainccinv betaincinv btdtria btdtrib chndtr
        chndtridf chndtrinc chndtrix elliprd elliprf elliprg eval_gegenbauer eval_genlaguerre fdtr fdtrc fdtri fdtridfd
        gdtr gdtrc gdtria gdtrib gdtrix hyp1f1 hyperu log_wright_bessel lpmv nbdtr nbdtrc nbdtri nbdtrik nbdtrin nctdtr
        nctdtridf nctdtrinc nctdtrit nrdtrimn nrdtrisd obl_cv pro_cv radian voigt_profile wright_bessel""",
    (3, 2): "mathieu_cem mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2 mathieu_sem",
    (4, 1): """elliprj eval_jacobi eval_sh_jacobi hyp2f1 ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc""",
    (4, 2): "obl_ang1 obl_rad1 obl_rad2 pro_ang1 pro_rad1 pro_rad2",
    (5, 2): "obl_ang1_cv obl_rad1_cv obl_rad2_cv pro_ang1_cv pro_rad1_cv pro_rad2_cv",
}

# The distributions of `scipy.stats` for one variable.
DISTRIBUTIONS = """
    alpha anglit arcsine argus bernoulli beta betabinom betanbinom betaprime binom boltzmann bradford burr burr12
    cauchy chi chi2 cosine crystalball dgamma dlaplace dpareto_lognorm dweibull erlang expon exponnorm exponpow
    exponweib f fatiguelife fisk foldcauchy foldnorm gamma gausshyper genexpon genextreme gengamma genhalflogistic
    genhyperbolic geninvgauss genlogistic gennorm genpareto geom gibrat gompertz gumbel_l gumbel_r halfcauchy
    halfgennorm halflogistic halfnorm hypergeom hypsecant invgamma invgauss invweibull irwinhall jf_skew_t johnsonsb
    johnsonsu kappa3 kappa4 ksone kstwo kstwobign landau laplace laplace_asymmetric levy levy_l levy_stable loggamma
    logistic loglaplace lognorm logser loguniform lomax maxwell mielke moyal nakagami nbinom ncf nchypergeom_fisher
    nchypergeom_wallenius nct ncx2 nhypergeom norm norminvgauss pareto pearson3 planck poisson powerlaw powerlognorm
    powernorm randint rayleigh rdist recipinvgauss reciprocal rel_breitwigner rice semicircular skellam skewcauchy
    skewnorm studentized_range t trapezoid triang truncexpon truncnorm truncpareto truncweibull_min tukeylambda
    uniform vonmises vonmises_line wald weibull_max weibull_min wrapcauchy yulesimon zipf zipfian
"""

# What a distribution has that is computed element by element.
OF_A_DISTRIBUTION = "pdf logpdf cdf logcdf sf logsf ppf isf pmf logpmf"

# The functions of `scipy.fft` that are those of `numpy.fft`.
TRANSFORMS = """fft ifft rfft irfft hfft ihfft fft2 ifft2 rfft2 irfft2 fftn ifftn rfftn irfftn fftshift ifftshift
    fftfreq rfftfreq"""

# The functions of `scipy.signal` that convolve two arrays.
CONVOLUTIONS = "convolve fftconvolve oaconvolve correlate"

# What has the rule of NumPy's function of the given name for arrays with two axes, by module.
LIKE: Mapping[str, Mapping[str, str]] = {
    "scipy.linalg": {
        name: f"numpy.linalg.{name}"
        for name in "inv pinv det solve eigh eigvals eigvalsh cholesky svd svdvals norm lstsq".split()
    },
}

# What gives an array of the shape of its first argument, by module; the arguments that may change it, if given by name.
KEEPING: Mapping[str, str] = {
    "scipy.linalg": "expm logm sqrtm sinm cosm tanm sinhm coshm tanhm signm",
    "scipy.ndimage": """binary_closing binary_dilation binary_erosion binary_fill_holes binary_opening black_tophat
        convolve convolve1d correlate correlate1d gaussian_filter gaussian_filter1d gaussian_gradient_magnitude
        gaussian_laplace generic_filter grey_closing grey_dilation grey_erosion grey_opening laplace maximum_filter
        maximum_filter1d median_filter minimum_filter minimum_filter1d morphological_gradient morphological_laplace
        percentile_filter prewitt rank_filter shift sobel spline_filter spline_filter1d uniform_filter uniform_filter1d
        white_tophat""",
    "scipy.signal": "detrend medfilt medfilt2d wiener savgol_filter",
    "scipy.stats": "zscore",
    "scipy.special": "softmax log_softmax",
    "sklearn.preprocessing": "scale minmax_scale maxabs_scale robust_scale",
}

# What compares each row of one array with each row of another one, and tells not which is the first of the two.
OF_PAIRS = frozenset({"scipy.spatial.distance.cdist", "scipy.spatial.distance_matrix"})

# What gives a matrix that is its own transpose.
SYMMETRIC = frozenset({"scipy.spatial.distance.squareform"})

# What is made of points and values along one axis, to be called with others.
INTERPOLATORS = """interp1d CubicSpline PchipInterpolator Akima1DInterpolator UnivariateSpline
    InterpolatedUnivariateSpline make_interp_spline"""

# What gives back an array of the shape that it is fitted to or given.
SCALERS = (
    "StandardScaler MinMaxScaler MaxAbsScaler RobustScaler QuantileTransformer PowerTransformer Normalizer Binarizer"
)

# The modules of SciPy, which `from scipy import *` binds as well.
MODULES: Mapping[str, str] = {
    "scipy": """cluster constants datasets differentiate fft fftpack integrate interpolate io linalg ndimage odr
        optimize signal sparse spatial special stats""",
    "scipy.spatial": "distance",
    "sklearn": "preprocessing decomposition",
    "matplotlib": "pyplot pylab",
}

# Functions of other libraries that follow the rule of one of NumPy's or of Python's.
SAME_AS: Mapping[str, str] = {
    "collections.OrderedDict": "builtins.dict",
    "numpy.asanyarray": "numpy.asarray",
    "numpy.random.mtrand.RandomState": "numpy.random.RandomState",
    "tqdm.trange": "builtins.range",
    "six.moves.range": "builtins.range",
    "builtins.xrange": "builtins.range",
}
