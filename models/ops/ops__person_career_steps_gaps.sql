{{ jobs_missing_in_core('core__person_career_steps') }}
