//! A GGUF file, opened and checked.

use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use candle_core::Device;
use candle_core::quantized::QTensor;
use candle_core::quantized::gguf_file::{Content, Value};

use super::Error;

/// The header of a GGUF file, and the way to its tensors.
pub(super) struct File {
    path: PathBuf,
    content: Content,
}

impl File {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let mut reader = BufReader::new(std::fs::File::open(path)?);
        // candle checks every length against the size of the file, but divides by an alignment that may be 0.
        let content = catch_unwind(AssertUnwindSafe(|| Content::read(&mut reader)));
        Ok(Self {
            path: path.to_owned(),
            content: content.map_err(|_| Error::Header)?.map_err(Error::Gguf)?,
        })
    }

    /// A value of the header as a number that fits `least..=most`; `None` where it is not there.
    pub(super) fn number(&self, key: &str, least: usize, most: usize) -> Result<Option<usize>, Error> {
        let Some(value) = self.content.metadata.get(key) else {
            return Ok(None);
        };
        let number = match *value {
            Value::U8(n) => Some(u64::from(n)),
            Value::U16(n) => Some(u64::from(n)),
            Value::U32(n) => Some(u64::from(n)),
            Value::U64(n) => Some(n),
            Value::I8(n) => u64::try_from(n).ok(),
            Value::I16(n) => u64::try_from(n).ok(),
            Value::I32(n) => u64::try_from(n).ok(),
            Value::I64(n) => u64::try_from(n).ok(),
            _ => None,
        };
        let number = number.and_then(|number| usize::try_from(number).ok());
        let fits = number.filter(|number| (least..=most).contains(number));
        fits.map(Some).ok_or_else(|| no_value(key))
    }

    /// A positive, finite number of the header.
    pub(super) fn float(&self, key: &str) -> Result<Option<f32>, Error> {
        match self.content.metadata.get(key) {
            None => Ok(None),
            Some(Value::F32(n)) if n.is_finite() && *n > 0.0 => Ok(Some(*n)),
            Some(_) => Err(no_value(key)),
        }
    }

    pub(super) fn string(&self, key: &str) -> Option<&str> {
        match self.content.metadata.get(key)? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn strings(&self, key: &str) -> Result<Vec<&str>, Error> {
        let strings = self.array(key)?.iter().map(|value| match value {
            Value::String(text) => Ok(text.as_str()),
            _ => Err(no_value(key)),
        });
        strings.collect()
    }

    /// An array of the header.
    pub(super) fn array(&self, key: &str) -> Result<&[Value], Error> {
        match self.content.metadata.get(key) {
            Some(Value::Array(values)) => Ok(values),
            _ => Err(no_value(key)),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.content.tensor_infos.contains_key(name)
    }

    /// A tensor of just this shape, as stored.
    pub(super) fn quantized(&self, name: &str, shape: &[usize]) -> Result<QTensor, Error> {
        let fits = self.content.tensor_infos.get(name).filter(|info| {
            let whole = shape
                .last()
                .is_some_and(|width| width.is_multiple_of(info.ggml_dtype.block_size()));
            info.shape.dims() == shape && whole
        });
        let Some(info) = fits else {
            return Err(Error::Tensor {
                name: name.to_owned(),
                expected: format!("{shape:?}"),
            });
        };
        let mut reader = std::fs::File::open(&self.path)?;
        info.read(&mut reader, self.content.tensor_data_offset, &Device::Cpu)
            .map_err(Error::Gguf)
    }

    /// A vector of just this length in f32.
    pub(super) fn values(&self, name: &str, length: usize) -> Result<Vec<f32>, Error> {
        let stored = self.quantized(name, &[length])?.dequantize(&Device::Cpu);
        stored.and_then(|values| values.to_vec1()).map_err(Error::Gguf)
    }
}

pub(super) fn no_value(key: &str) -> Error {
    Error::Metadata { key: key.to_owned() }
}
