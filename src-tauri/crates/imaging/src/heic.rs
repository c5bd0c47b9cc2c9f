//! HEIC, as phones write it: tiles, rotation, 8 to 12 bits, wide colours. The one place that knows the decoder.

use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{HeifFile, ItemId};
use heifer::{Error, Image, Options};
use image::RgbImage;

use crate::MAX_PIXELS;
use crate::colour::ToSrgb;
use crate::upright::{Note, Refusal, within_bounds};

/// Transfer characteristics of HDR: PQ and HLG (ITU-T H.273, table 3).
const HDR: [u16; 2] = [16, 18];

pub(crate) fn decode_heic(bytes: &[u8], notes: &mut Vec<Note>) -> Result<RgbImage, Refusal> {
    let file = HeifFile::parse(bytes).map_err(|_| Refusal::Unreadable)?;
    let primary = file.primary_id;
    // Before anything is decoded.
    if let Ok(Some((width, height))) = file.image_size(primary) {
        within_bounds(u64::from(width), u64::from(height))?;
    }
    let tile = file.referenced_items(primary, b"dimg").first().copied();
    if [Some(primary), tile].into_iter().flatten().any(|item| is_hdr(&file, item)) {
        return Err(Refusal::HighDynamicRange);
    }
    if file.top_level_image_ids().len() > 1 {
        notes.push(Note::PrimaryOfSeveral);
    }
    // As many photographs as there are processors are decoded at once already.
    let options = Options { max_threads: 1, max_pixels: MAX_PIXELS };
    // The pixels of a grid can be described by its tiles.
    let profile = [Some(primary), tile].into_iter().flatten().find_map(|item| file.icc_profile(item).ok().flatten());
    let image = match profile {
        Some(icc) => {
            let pixels = over_white(&heifer::decode_rgba8(bytes, &options).map_err(refusal)?)?;
            return Ok(ToSrgb::from_profile(icc).map_or_else(|| pixels.clone(), |to_srgb| to_srgb.apply(&pixels)));
        }
        None => heifer::decode_srgb_rgba8(bytes, &options).map_err(refusal)?,
    };
    over_white(&image)
}

fn is_hdr(file: &HeifFile<'_>, item: ItemId) -> bool {
    let properties = file.item_properties(item).into_iter().flatten();
    properties
        .into_iter()
        .any(|property| matches!(property, Property::Color(ColorInfo::Nclx { transfer, .. }) if HDR.contains(transfer)))
}

fn refusal(error: Error) -> Refusal {
    match error {
        // Said only by the stream, where the container says nothing.
        Error::Unsupported(what)
            if HDR.iter().any(|transfer| what.starts_with(&format!("transfer characteristics {transfer}"))) =>
        {
            Refusal::HighDynamicRange
        }
        Error::Unsupported(_) => Refusal::UnsupportedFormat,
        Error::Container(_) | Error::Hevc(_) | Error::Encode(_) | Error::Invalid(_) => Refusal::Unreadable,
    }
}

/// Drops alpha over white.
fn over_white(image: &Image<u8>) -> Result<RgbImage, Refusal> {
    within_bounds(u64::from(image.width), u64::from(image.height))?;
    let mut rgb = Vec::with_capacity(image.data.len() / 4 * 3);
    for pixel in image.data.chunks_exact(4) {
        let [r, g, b, a] = [pixel[0], pixel[1], pixel[2], pixel[3]].map(u16::from);
        rgb.extend([r, g, b].map(|c| ((c * a + 255 * (255 - a)) / 255) as u8));
    }
    RgbImage::from_raw(image.width, image.height, rgb).ok_or(Refusal::Unreadable)
}
