//! Tensors out of GGUF files that are part of the program, with every name, shape and type checked.

use std::io::Cursor;

use candle_core::quantized::{GgmlDType, gguf_file};
use half::f16;

use super::Error;
use super::q8::Matrix;

/// Q8_0: 32 values share an f16 scale, which stands before them.
pub(super) const BLOCK: usize = 32;
pub(super) const BLOCK_BYTES: usize = 2 + BLOCK;

/// A GGUF file in memory.
///
/// candle reads the header. The values are read here, straight from the program's own bytes: candle's reader would copy
/// each tensor twice before it is f32.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    content: gguf_file::Content,
    /// Whether matrices are to be dense on all machines: what tests of the architecture need.
    dense: bool,
}

impl<'a> File<'a> {
    /// Reads the header.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let content = gguf_file::Content::read(&mut Cursor::new(bytes)).map_err(Error::Weights)?;
        Ok(Self {
            bytes,
            content,
            dense: false,
        })
    }

    /// The same, with matrices that lose nothing of what the file has.
    #[cfg(test)]
    pub(super) fn dense(self) -> Self {
        Self { dense: true, ..self }
    }

    /// The header.
    pub(super) fn content(&self) -> &gguf_file::Content {
        &self.content
    }

    /// A linear layer: `name.weight`, `[out, width]`, and `name.bias`, `[out]`.
    pub(super) fn matrix(&self, name: &str, out: usize, width: usize) -> Result<Matrix, Error> {
        let mut matrices = self.matrices(name, 1, out, width)?;
        Ok(matrices.swap_remove(0))
    }

    /// Linear layers that are stored one under the other: `name.weight`, `[count * out, width]`, and `name.bias`,
    /// `[count * out]`. Neither `count` nor `out` is 0.
    pub(super) fn matrices(&self, name: &str, count: usize, out: usize, width: usize) -> Result<Vec<Matrix>, Error> {
        let rows = count * out;
        let blocks = self.bytes(&format!("{name}.weight"), &[rows, width], GgmlDType::Q8_0)?;
        let bias = self.f32s(&format!("{name}.bias"), &[rows])?;
        let matrix = if self.dense { Matrix::dense } else { Matrix::new };
        let parts = blocks.chunks_exact(blocks.len() / count).zip(bias.chunks_exact(out));
        let parts = parts.map(|(blocks, bias)| matrix(blocks, out, width, Some(bias.to_vec())));
        parts.collect::<Result<_, _>>().map_err(Error::Weights)
    }

    /// A matrix without bias: `name`, `[out, width]`.
    pub(super) fn plain(&self, name: &str, out: usize, width: usize) -> Result<Matrix, Error> {
        let blocks = self.bytes(name, &[out, width], GgmlDType::Q8_0)?;
        let matrix = if self.dense { Matrix::dense } else { Matrix::new };
        matrix(blocks, out, width, None).map_err(Error::Weights)
    }

    /// Rows and columns of a matrix that may have any.
    pub(super) fn matrix_shape(&self, name: &str) -> Result<(usize, usize), Error> {
        let shape = self.content.tensor_infos.get(name).map(|info| info.shape.dims());
        match shape {
            Some(&[rows, columns]) => Ok((rows, columns)),
            _ => Err(Error::Tensor {
                name: name.to_owned(),
                expected: "a matrix".to_owned(),
            }),
        }
    }

    /// The stored bytes of a tensor, once its shape and type are as they must be.
    pub(super) fn bytes(&self, name: &str, shape: &[usize], kind: GgmlDType) -> Result<&'a [u8], Error> {
        let stored = || {
            let info = self.content.tensor_infos.get(name)?;
            if info.shape.dims() != shape || info.ggml_dtype != kind {
                return None;
            }
            let start = usize::try_from(self.content.tensor_data_offset.checked_add(info.offset)?).ok()?;
            let size = shape.iter().product::<usize>() / kind.block_size() * kind.type_size();
            self.bytes.get(start..start.checked_add(size)?)
        };
        stored().ok_or_else(|| Error::Tensor {
            name: name.to_owned(),
            expected: format!("{shape:?} of {kind:?}"),
        })
    }

    /// The values of a tensor: matrices are stored as Q8_0, vectors as f32.
    pub(super) fn f32s(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        if shape.len() == 1 {
            let bytes = self.bytes(name, shape, GgmlDType::F32)?;
            return Ok(bytes.as_chunks().0.iter().map(|&b| f32::from_le_bytes(b)).collect());
        }
        let bytes = self.bytes(name, shape, GgmlDType::Q8_0)?;
        let mut values = vec![0f32; shape.iter().product()];
        dequantize(bytes, &mut values);
        Ok(values)
    }
}

/// Writes the values of Q8_0 blocks to `out`, 32 for every 34 bytes.
pub(super) fn dequantize(blocks: &[u8], out: &mut [f32]) {
    let (blocks, _) = blocks.as_chunks::<BLOCK_BYTES>();
    let (out, _) = out.as_chunks_mut::<BLOCK>();
    for (block, values) in blocks.iter().zip(out) {
        let scale = f16::from_le_bytes([block[0], block[1]]).to_f32();
        for (value, &byte) in values.iter_mut().zip(&block[2..]) {
            *value = scale * f32::from(byte as i8);
        }
    }
}
