package dev.howdah.engine.page;

/** Carries a {@link PageProblem} to whoever shows it. */
public final class PageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PageProblem problem;

    public PageException(PageProblem problem) {
        super(problem.title());
        this.problem = problem;
    }

    public PageProblem problem() {
        return problem;
    }
}
