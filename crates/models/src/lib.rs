//! powderkeg: models.
