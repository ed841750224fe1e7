#!/usr/bin/env python3
"""Makes the TIFF files of this folder with tifffile and libtiff's tiffcp, two writers that are not ours.

Pixels come from a formula that LibtiffFilesTest repeats: a smooth triangle wave, so that JPEG stays close.
usage: make_fixtures.py FOLDER
"""
import os
import subprocess
import sys
import numpy as np
import tifffile

W, H = 61, 47
out = sys.argv[1]
y, x = np.mgrid[0:H, 0:W]


def wave(c):
    t = (4 * x + 3 * y + 80 * c) % 510
    return np.where(t < 256, t, 510 - t)


def pixels(samples, kind):
    planes = [wave(c) for c in range(samples)]
    if kind == 'u16':
        planes = [p * 257 - p // 7 for p in planes]
    if kind == 'f32':
        planes = [p * 0.375 - 20.25 for p in planes]
    a = np.stack(planes, -1).astype({'u8': np.uint8, 'u16': np.uint16, 'f32': np.float32}[kind])
    return a[:, :, 0] if samples == 1 else a


def base(samples, kind, **more):
    name = os.path.join(out, 'base.tif')
    more.setdefault('photometric', 'rgb' if samples >= 3 else 'minisblack')
    if samples == 4:
        more['extrasamples'] = ['unassalpha']
    tifffile.imwrite(name, pixels(samples, kind), metadata=None, software=False, **more)
    return name


def copied(name, samples, kind, *options):
    source = base(samples, kind)
    subprocess.run(['tiffcp', *options, source, os.path.join(out, name)], check=True)
    os.remove(source)


def written(name, samples, kind, **more):
    os.replace(base(samples, kind, **more), os.path.join(out, name))


tiles = ['-t', '-w', '32', '-l', '16']
copied('grey8-lzw-tiles-be.tif', 1, 'u8', '-c', 'lzw', '-B', *tiles)
copied('grey8-packbits-strips.tif', 1, 'u8', '-c', 'packbits', '-r', '10')
copied('grey8-jpeg-tiles.tif', 1, 'u8', '-c', 'jpeg:95', *tiles)
copied('rgb8-lzw2-strips.tif', 3, 'u8', '-c', 'lzw:2', '-r', '9')
copied('rgb8-lzw-one-strip.tif', 3, 'u8', '-c', 'lzw', '-r', '47')
copied('rgb8-zip2-tiles.tif', 3, 'u8', '-c', 'zip:2', *tiles)
copied('rgb8-jpeg-ycbcr-strips.tif', 3, 'u8', '-c', 'jpeg:95', '-r', '16')
copied('rgb8-jpeg-rgb-tiles.tif', 3, 'u8', '-c', 'jpeg:r:95', *tiles)
copied('rgb8-none-big.tif', 3, 'u8', '-8', '-c', 'none', '-r', '7')
copied('rgb8-zip-planes-tiles-big-be.tif', 3, 'u8', '-8', '-B', '-p', 'separate', '-c', 'zip', *tiles)
copied('rgb8-packbits-planes.tif', 3, 'u8', '-p', 'separate', '-c', 'packbits', '-r', '11')
copied('rgba8-lzw2.tif', 4, 'u8', '-c', 'lzw:2', '-r', '8')
copied('grey16-zip2-strips.tif', 1, 'u16', '-c', 'zip:2', '-r', '13')
copied('grey16-lzw2-be.tif', 1, 'u16', '-c', 'lzw:2', '-B', '-r', '13')
copied('rgb16-zip2-tiles-be.tif', 3, 'u16', '-c', 'zip:2', '-B', *tiles)
copied('float-zip3-strips.tif', 1, 'f32', '-c', 'zip:3', '-r', '10')
# Not with -B: libtiff 4.5 itself cannot read what it writes big-endian with predictor 3.
copied('float-lzw3-strips.tif', 1, 'f32', '-c', 'lzw:3', '-r', '10')
copied('float-zip3-tiles-big.tif', 1, 'f32', '-8', '-c', 'zip:3', *tiles)
copied('float-zip2-be.tif', 1, 'f32', '-c', 'zip:2', '-B', '-r', '10')
copied('float-none-tiles-big-be.tif', 1, 'f32', '-8', '-B', '-c', 'none', *tiles)
written('grey8-zero-is-white.tif', 1, 'u8', photometric='miniswhite')
tifffile.imwrite(os.path.join(out, 'rgba16-none-planes-be.tif'), np.moveaxis(pixels(4, 'u16'), -1, 0), metadata=None,
                 software=False, photometric='rgb', planarconfig='separate', byteorder='>', rowsperstrip=20,
                 extrasamples=['unassalpha'])
# Two small copies in front of the image itself.
with tifffile.TiffWriter(os.path.join(out, 'grey16-third-page-full.tif')) as tif:
    for step, kind in ((4, 1), (2, 1), (1, 0)):
        tif.write(np.ascontiguousarray(pixels(1, 'u16')[::step, ::step]), photometric='minisblack', metadata=None,
                  software=False, subfiletype=kind)
