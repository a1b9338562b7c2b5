//! The memory behind candle's tensors, for operations of our own.

use candle_core::{CpuStorage, Error, Layout, Result};

/// The values of a contiguous f32 tensor.
pub(super) fn values<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let (start, end) = bounds(layout)?;
    Ok(&storage.as_slice::<f32>()?[start..end])
}

/// The same, to be changed in place.
pub(super) fn values_mut<'a>(storage: &'a mut CpuStorage, layout: &Layout) -> Result<&'a mut [f32]> {
    let (start, end) = bounds(layout)?;
    match storage {
        CpuStorage::F32(values) => Ok(&mut values[start..end]),
        _ => Err(Error::Msg("expected f32".to_owned())),
    }
}

fn bounds(layout: &Layout) -> Result<(usize, usize)> {
    let contiguous = layout.contiguous_offsets();
    contiguous.ok_or_else(|| Error::Msg("expected a contiguous tensor".to_owned()))
}
