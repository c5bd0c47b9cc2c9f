"""HEIC files of every kind with what pillow-heif (libheif) reads in them, and how far our pictures are from that.

`heic.py make FOLDER` writes, from FOLDER/photograph.png and FOLDER/p3.icc, for each kind a NAME.heic and a NAME.png.
`heic.py compare FOLDER` prints for each kind the sizes of NAME.heic.jpg and NAME.png.jpg and, as 99th percentiles of
CIEDE2000, how far they are apart, and how far each is from what went in: halved chroma has no one right way back.
"""

import json
import sys
from io import BytesIO
from pathlib import Path

import numpy
import pillow_heif
from PIL import Image, ImageCms
from skimage.color import deltaE_ciede2000, rgb2lab

SRGB = ImageCms.createProfile("sRGB")


def as_srgb(image, profile):
    """What pillow-heif reads, converted by LittleCMS when a profile says how."""
    if profile is None:
        return image
    return ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB, outputMode="RGB")


def make(folder):
    photograph = Image.open(folder / "photograph.png").convert("RGB")
    p3 = (folder / "p3.icc").read_bytes()
    kinds = []

    def write(name, save, profile=None):
        save(folder / f"{name}.heic")
        if not name.startswith("hdr"):
            file = pillow_heif.open_heif(folder / f"{name}.heic", convert_hdr_to_8bit=not name.startswith("bits"))
            if name.startswith("bits"):
                # Rounded, where pillow-heif would cut the lower bits off.
                deep, most = numpy.asarray(file).astype(float), (1 << file.info["bit_depth"]) - 1
                deep = numpy.round(deep / 2 ** (16 - file.info["bit_depth"]) * 255 / most)
                read = Image.fromarray(deep.clip(0, 255).astype(numpy.uint8))
            else:
                read = file.to_pillow()
            if read.mode == "RGBA":
                read = Image.alpha_composite(Image.new("RGBA", read.size, "white"), read)
            as_srgb(read.convert("RGB"), profile).save(folder / f"{name}.png")
        kinds.append(name)

    def plain(**options):
        return lambda path: pillow_heif.from_pillow(photograph).save(path, quality=90, **options)

    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x112] = orientation
        turned = photograph.copy()
        turned.info["exif"] = exif.tobytes()
        write(f"orientation-{orientation}", lambda path, turned=turned: pillow_heif.from_pillow(turned).save(path, quality=90))
    for chroma in ("420", "422", "444"):
        write(f"chroma-{chroma}", plain(chroma=chroma))
    pillow_heif.options.GRID_TILE_SIZE = 512
    write("tiles", plain())
    pillow_heif.options.GRID_TILE_SIZE = 0
    deep = (numpy.asarray(photograph).astype(numpy.uint16) * 257).tobytes()
    for bits in (10, 12):
        pillow_heif.options.SAVE_HDR_TO_12_BIT = bits == 12
        write(f"bits-{bits}", lambda path: pillow_heif.from_bytes("RGB;16", photograph.size, deep).save(path, quality=90))
    pillow_heif.options.SAVE_HDR_TO_12_BIT = False
    wide = photograph.copy()
    wide.info["icc_profile"] = p3
    write("p3-profile", lambda path: pillow_heif.from_pillow(wide).save(path, quality=90), p3)
    write("p3-numbers", plain(color_primaries=12, transfer_characteristics=13, matrix_coefficients=6, full_range_flag=1), p3)
    write("limited-range", plain(color_primaries=1, transfer_characteristics=13, matrix_coefficients=1, full_range_flag=0))
    clear = photograph.copy()
    clear.putalpha(Image.linear_gradient("L").resize(photograph.size))
    write("alpha", lambda path: pillow_heif.from_pillow(clear).save(path, quality=90))
    burst = pillow_heif.from_pillow(photograph.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    burst.add_from_pillow(photograph)
    write("burst", lambda path: burst.save(path, quality=90, primary_index=1))
    for name, transfer in (("hdr-pq", 16), ("hdr-hlg", 18)):
        write(name, plain(color_primaries=9, transfer_characteristics=transfer, matrix_coefficients=9, full_range_flag=1))
    print(json.dumps(kinds))


def compare(folder):
    original = Image.open(folder / "photograph.png").convert("RGB")
    p99 = lambda one, other: float(numpy.percentile(deltaE_ciede2000(one, other), 99))
    lab = lambda image: rgb2lab(numpy.asarray(image))
    found = {}
    for ours in sorted(folder.glob("*.heic.jpg")):
        name = ours.name.removesuffix(".heic.jpg")
        one, other = Image.open(ours), Image.open(folder / f"{name}.png.jpg")
        found[name] = {"size": one.size, "expected_size": other.size}
        if one.size == other.size:
            apart = deltaE_ciede2000(lab(one), lab(other))
            found[name] |= {"apart": float(numpy.percentile(apart, 99)), "mean": float(apart.mean())}
        # Whose picture is nearer to what went in.
        if one.size == original.size and name.startswith(("chroma", "bits", "tiles", "limited")):
            found[name] |= {"ours": p99(lab(one), lab(original)), "theirs": p99(lab(other), lab(original))}
    print(json.dumps(found))


{"make": make, "compare": compare}[sys.argv[1]](Path(sys.argv[2]))
