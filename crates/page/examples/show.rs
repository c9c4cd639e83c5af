fn main(){ let t=std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap(); println!("{}", serde_json::to_string_pretty(&powderkeg_page::read(&t).unwrap()).unwrap()); }
