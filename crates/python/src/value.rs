//! JSON as Python's own values.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use serde_json::Value;

/// The same as `None`, `bool`, `int`, `float`, `str`, `list` and `dict`.
pub fn to_python(py: Python<'_>, value: &Value) -> PyResult<Py<PyAny>> {
    let made = match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(yes) => yes.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => whole.into_pyobject(py)?.into_any(),
            (None, Some(whole)) => whole.into_pyobject(py)?.into_any(),
            (None, None) => number.as_f64().into_pyobject(py)?.into_any(),
        },
        Value::String(text) => text.into_pyobject(py)?.into_any(),
        Value::Array(list) => {
            let made = PyList::empty(py);
            for one in list {
                made.append(to_python(py, one)?)?;
            }
            made.into_any()
        }
        Value::Object(fields) => {
            let made = PyDict::new(py);
            for (name, one) in fields {
                made.set_item(name, to_python(py, one)?)?;
            }
            made.into_any()
        }
    };
    Ok(made.unbind())
}
